/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import khue.xapi.credentials.Key;
import khue.xapi.credentials.Keys;
import khue.xapi.credentials.Scope;
import khue.xapi.credentials.SecretHash;

/** The table {@code xapi.key}. */
@ApplicationScoped
public class PostgresKeys implements Keys {

    private final Database database;

    /** For the container's proxy. */
    protected PostgresKeys() {
        this(null);
    }

    @Inject
    public PostgresKeys(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Key> find(String name) {
        return database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select name, secret, scopes
                      from xapi.key
                     where name = ? and revoked_at is null""")) {
                select.setString(1, name);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(key(row)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public void save(Key key) {
        database.inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into xapi.key (name, secret, scopes) values (?, ?, ?)
                    on conflict (name) do update set secret = excluded.secret, scopes = excluded.scopes""")) {
                insert.setString(1, key.name());
                insert.setString(2, key.secret().encoded());
                insert.setArray(
                        3,
                        connection.createArrayOf(
                                "text",
                                key.scopes().stream().map(Scope::word).sorted().toArray()));
                return insert.executeUpdate();
            }
        });
    }

    private static Key key(ResultSet row) throws SQLException {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String word : (String[]) row.getArray("scopes").getArray()) {
            scopes.add(Scope.of(word).orElseThrow(() -> new IllegalStateException("unknown scope " + word)));
        }
        return new Key(row.getString("name"), new SecretHash(row.getString("secret")), scopes);
    }
}
