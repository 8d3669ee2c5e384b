/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.time.ZoneOffset;
import khue.xapi.postgres.Database;

/** The denominators: every enrolment that was ever told, so that an old report can be computed again. */
@ApplicationScoped
class Enrolments {

    private final Database database;

    /** For the container's proxy. */
    protected Enrolments() {
        this(null);
    }

    @Inject
    Enrolments(Database database) {
        this.database = database;
    }

    /** Keeps an enrolment; telling the same class and time again replaces what was told before. */
    void put(Enrolment enrolment) {
        database.inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into xapi.enrolment (class, as_of, label, school, learners, source)
                    values (?, ?, ?, ?, ?, ?)
                    on conflict (class, as_of) do update
                       set label = excluded.label, school = excluded.school,
                           learners = excluded.learners, source = excluded.source""")) {
                insert.setString(1, enrolment.classIri());
                insert.setObject(2, enrolment.asOf().atOffset(ZoneOffset.UTC));
                insert.setString(3, enrolment.label());
                insert.setString(4, enrolment.school().orElse(null));
                insert.setInt(5, enrolment.learners());
                insert.setString(6, enrolment.source());
                return insert.executeUpdate();
            }
        });
    }
}
