/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.reference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import khue.xapi.postgres.Database;

/** What is known of schools. */
@ApplicationScoped
public class Schools {

    private final Database database;

    /** For the container's proxy. */
    protected Schools() {
        this(null);
    }

    @Inject
    public Schools(Database database) {
        this.database = database;
    }

    /** From now on this is known of the school, whatever was known before. */
    public void put(School school) {
        database.inTransaction(connection -> {
            change("insert into xapi.school (code) values (?) on conflict do nothing", school, connection);
            change(
                    "delete from xapi.school_history where school = (select id from xapi.school where code = ?)",
                    school,
                    connection);
            for (Place place : school.history()) {
                insert(school, place, connection);
            }
            return null;
        });
    }

    private static void change(String sql, School school, Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, school.code());
            statement.executeUpdate();
        }
    }

    private static void insert(School school, Place place, Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into xapi.school_history (school, valid_from, valid_until, name, level, legacy_district, legacy_ward,
                                                 unit, area, ownership, cluster, source)
                select id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? from xapi.school where code = ?""")) {
            insert.setObject(1, place.from());
            insert.setObject(2, place.until().orElse(null), Types.DATE);
            insert.setString(3, school.name());
            insert.setString(4, place.level().orElse(null));
            insert.setString(5, place.district().orElse(null));
            insert.setString(6, place.ward().orElse(null));
            insert.setString(7, place.unit().orElse(null));
            insert.setString(8, place.area().orElse(null));
            insert.setString(9, place.ownership().orElse(null));
            insert.setString(10, place.cluster().orElse(null));
            insert.setString(11, school.source());
            insert.setString(12, school.code());
            insert.executeUpdate();
        }
    }
}
