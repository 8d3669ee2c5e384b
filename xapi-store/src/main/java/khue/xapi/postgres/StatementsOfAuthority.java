/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import khue.xapi.credentials.Authority;

/** Deletes what one authority has vouched for, and all that was derived from it: for what is only a sample. */
@ApplicationScoped
public class StatementsOfAuthority {

    private static final int AT_ONCE = 500;

    private final Database database;
    private final Iterable<Projection> projections;
    private final Dictionary dictionary;

    /** For the container's proxy. */
    protected StatementsOfAuthority() {
        this(null, List.of());
    }

    @Inject
    public StatementsOfAuthority(Database database, @Any Instance<Projection> projections) {
        this(database, (Iterable<Projection>) projections);
    }

    public StatementsOfAuthority(Database database, Iterable<Projection> projections) {
        this.database = database;
        this.projections = projections;
        this.dictionary = new Dictionary(database);
    }

    /** @return how many it deleted, 0 when none was left; empty when it has to be tried again later */
    public OptionalInt deleteSome(Authority authority) {
        int number = dictionary
                .numbersOf(Set.of(authority.fingerprint()))
                .values()
                .iterator()
                .next();
        return database.inTransaction(connection -> {
            if (!PostgresErasures.monthsStayAsTheyAre(connection)) {
                return OptionalInt.empty();
            }
            List<Long> keys = keys(number, connection);
            new ErasedStatements(database.payloads(), projections, connection).delete(keys);
            return OptionalInt.of(keys.size());
        });
    }

    private static List<Long> keys(int authority, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select key from xapi.statement where authority = ? order by key limit " + AT_ONCE)) {
            select.setInt(1, authority);
            List<Long> keys = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    keys.add(row.getLong("key"));
                }
            }
            return keys;
        }
    }
}
