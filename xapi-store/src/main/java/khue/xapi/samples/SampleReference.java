/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.samples;

import java.sql.PreparedStatement;
import java.time.LocalDate;
import khue.xapi.postgres.Database;
import khue.xapi.reports.reference.Enrolments;
import khue.xapi.reports.reference.Schools;

/** Tells a store what is known about sample schools beside their statements: classes, numbers, models and twin schools. */
public final class SampleReference {

    private final Database database;

    public SampleReference(Database database) {
        this.database = database;
    }

    public void tell(SampleSchools schools) {
        Enrolments enrolments = new Enrolments(database);
        schools.enrolments().forEach(enrolments::put);
        schools.all().forEach(new Schools(database)::put);
        schools.denominators()
                .forEach(known -> change(
                        "insert into xapi.denominator (kind, school, value, as_of, source) values (?, (%s), ?, ?, 'sample')",
                        known.kind(), known.school().orElse(null), known.value(), known.asOf()));
        change(
                "insert into xapi.pilot_phase (code, title, starts_on, source) values ('real', 'Thí điểm', ?, 'sample')",
                LocalDate.of(2025, 1, 1));
        for (int model = 1; model <= 7; model++) {
            change(
                    "insert into xapi.model (code, version, title, source) values (?, 1, 'Mô hình', 'sample')",
                    "M" + model);
        }
        schools.trials()
                .forEach(trial -> change(
                        """
                        insert into xapi.school_model (school, model, version, phase, valid_from, valid_until, source)
                        values ((%s), ?, 1, 'real', ?, ?::date, 'sample')""",
                        trial.school(),
                        trial.model(),
                        trial.from(),
                        trial.until().map(LocalDate::toString).orElse(null)));
        schools.twins().forEach(pair -> change("""
                        insert into xapi.twin_pair (code, one, other, valid_from, source)
                        values (?, (%1$s), (%1$s), ?, 'sample')""", pair.code(), pair.one(), pair.other(), pair.from()));
    }

    /** @param sql where {@code %s} is a school by its code */
    private void change(String sql, Object... parameters) {
        database.withConnection(connection -> {
            try (PreparedStatement change = connection.prepareStatement(
                    sql.contains("%") ? sql.formatted("select id from xapi.school where code = ?") : sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    change.setObject(i + 1, parameters[i]);
                }
                return change.executeUpdate();
            }
        });
    }
}
