/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import khue.xapi.credentials.Asker;
import khue.xapi.credentials.Authority;
import khue.xapi.credentials.DescribedKey;
import khue.xapi.credentials.Key;
import khue.xapi.credentials.KeyEvent;
import khue.xapi.credentials.KeyRegister;
import khue.xapi.credentials.KeyTerms;
import khue.xapi.credentials.Keys;
import khue.xapi.credentials.NewKey;
import khue.xapi.credentials.Scope;
import khue.xapi.credentials.SecretHash;
import khue.xapi.http.Json;

/** The tables {@code xapi.key}, {@code xapi.key_event} and {@code xapi.key_use}. */
@ApplicationScoped
public class PostgresKeys implements Keys, KeyRegister {

    private static final String DESCRIBED = """
            select k.name, k.label, k.scopes, k.expires_at, k.authority, k.from_settings, k.created_at, k.revoked_at,
                   u.at as used_at
              from xapi.key k left join xapi.key_use u on u.name = k.name
            """;

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
                    select name, secret, scopes, authority, expires_at
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
    public List<DescribedKey> list() {
        return database.withConnection(connection -> {
            try (PreparedStatement select =
                            connection.prepareStatement(DESCRIBED + "order by k.created_at desc, k.name");
                    ResultSet row = select.executeQuery()) {
                List<DescribedKey> keys = new ArrayList<>();
                while (row.next()) {
                    keys.add(described(row));
                }
                return keys;
            }
        });
    }

    @Override
    public Optional<DescribedKey> describe(String name) {
        return database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement(DESCRIBED + "where k.name = ?")) {
                select.setString(1, name);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(described(row)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public List<KeyEvent> history(String name) {
        return database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select at, what, by_key, on_behalf_of, label, scopes, expires_at
                      from xapi.key_event
                     where name = ?
                     order by id desc""")) {
                select.setString(1, name);
                try (ResultSet row = select.executeQuery()) {
                    List<KeyEvent> events = new ArrayList<>();
                    while (row.next()) {
                        events.add(event(row));
                    }
                    return events;
                }
            }
        });
    }

    @Override
    public boolean make(NewKey key, SecretHash secret, Asker asker) {
        return database.inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into xapi.key (name, secret, label, scopes, expires_at, authority)
                    values (?, ?, ?, ?, ?, ?)
                    on conflict (name) do nothing""")) {
                insert.setString(1, key.name());
                insert.setString(2, secret.encoded());
                insert.setString(3, key.terms().label());
                insert.setArray(4, words(key.terms().scopes(), connection));
                insert.setTimestamp(5, timestamp(key.terms().expiresAt()));
                insert.setString(6, key.authority().map(Authority::toText).orElse(null));
                return insert.executeUpdate() == 1
                        && note(key.name(), KeyEvent.What.MADE, Optional.of(asker), connection);
            }
        });
    }

    @Override
    public boolean change(String name, KeyTerms terms, Asker asker) {
        return database.inTransaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update xapi.key set label = ?, scopes = ?, expires_at = ?
                     where name = ? and revoked_at is null""")) {
                update.setString(1, terms.label());
                update.setArray(2, words(terms.scopes(), connection));
                update.setTimestamp(3, timestamp(terms.expiresAt()));
                update.setString(4, name);
                return update.executeUpdate() == 1 && note(name, KeyEvent.What.CHANGED, Optional.of(asker), connection);
            }
        });
    }

    @Override
    public boolean revoke(String name, Asker asker) {
        return database.inTransaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update xapi.key set revoked_at = now() where name = ? and revoked_at is null""")) {
                update.setString(1, name);
                return update.executeUpdate() == 1 && note(name, KeyEvent.What.REVOKED, Optional.of(asker), connection);
            }
        });
    }

    @Override
    public boolean saveFromSettings(Key key) {
        return database.inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into xapi.key (name, secret, scopes, from_settings) values (?, ?, ?, true)
                    on conflict (name) do update
                       set secret = excluded.secret, scopes = excluded.scopes, from_settings = true,
                           authority = null, expires_at = null
                     where key.revoked_at is null
                    returning xmax = 0 as made""")) {
                insert.setString(1, key.name());
                insert.setString(2, key.secret().encoded());
                insert.setArray(3, words(key.scopes(), connection));
                try (ResultSet row = insert.executeQuery()) {
                    // A row that this statement made has no transaction that ended an earlier form of it.
                    return row.next() && note(key.name(), what(row), Optional.empty(), connection);
                }
            }
        });
    }

    private static KeyEvent.What what(ResultSet saved) throws SQLException {
        return saved.getBoolean("made") ? KeyEvent.What.MADE : KeyEvent.What.CHANGED;
    }

    /** Notes when keys were used last; not a change of them. */
    void used(Map<String, Instant> uses) {
        database.inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into xapi.key_use (name, at) values (?, ?)
                    on conflict (name) do update set at = greatest(key_use.at, excluded.at)""")) {
                // In one order for all nodes, so that two of them never wait for each other.
                for (Map.Entry<String, Instant> use : new TreeMap<>(uses).entrySet()) {
                    insert.setString(1, use.getKey());
                    insert.setTimestamp(2, Timestamp.from(use.getValue()));
                    insert.addBatch();
                }
                return insert.executeBatch();
            }
        });
    }

    /** Writes down what the key has become in this transaction. */
    private static boolean note(String name, KeyEvent.What what, Optional<Asker> asker, Connection connection)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into xapi.key_event (name, what, by_key, on_behalf_of, label, scopes, expires_at)
                select name, ?, ?, ?, label, scopes, expires_at from xapi.key where name = ?""")) {
            insert.setString(1, what.name().toLowerCase(Locale.ROOT));
            insert.setString(2, asker.map(Asker::key).orElse(null));
            insert.setString(3, asker.flatMap(Asker::onBehalfOf).orElse(null));
            insert.setString(4, name);
            return insert.executeUpdate() == 1;
        }
    }

    private static Key key(ResultSet row) throws SQLException {
        return new Key(
                row.getString("name"),
                new SecretHash(row.getString("secret")),
                scopes(row),
                authority(row),
                instant(row, "expires_at"));
    }

    private static DescribedKey described(ResultSet row) throws SQLException {
        return new DescribedKey(
                row.getString("name"),
                terms(row),
                authority(row),
                row.getBoolean("from_settings"),
                row.getTimestamp("created_at").toInstant(),
                instant(row, "revoked_at"),
                instant(row, "used_at"));
    }

    private static KeyEvent event(ResultSet row) throws SQLException {
        Optional<String> key = Optional.ofNullable(row.getString("by_key"));
        Optional<String> person = Optional.ofNullable(row.getString("on_behalf_of"));
        return new KeyEvent(
                row.getTimestamp("at").toInstant(),
                KeyEvent.What.valueOf(row.getString("what").toUpperCase(Locale.ROOT)),
                key.map(name -> new Asker(name, person)),
                terms(row));
    }

    private static KeyTerms terms(ResultSet row) throws SQLException {
        return new KeyTerms(row.getString("label"), scopes(row), instant(row, "expires_at"));
    }

    private static Set<Scope> scopes(ResultSet row) throws SQLException {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String word : (String[]) row.getArray("scopes").getArray()) {
            scopes.add(Scope.of(word).orElseThrow(() -> new IllegalStateException("unknown scope " + word)));
        }
        return scopes;
    }

    private static Optional<Authority> authority(ResultSet row) throws SQLException {
        String json = row.getString("authority");
        try {
            return json == null
                    ? Optional.empty()
                    : Optional.of(Authority.ofAgent(Json.mapper().readTree(json)));
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("an authority is kept as JSON", broken);
        }
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }

    private static Timestamp timestamp(Optional<Instant> instant) {
        return instant.map(Timestamp::from).orElse(null);
    }

    private static Array words(Set<Scope> scopes, Connection connection) throws SQLException {
        return connection.createArrayOf(
                "text", scopes.stream().map(Scope::word).sorted().toArray());
    }
}
