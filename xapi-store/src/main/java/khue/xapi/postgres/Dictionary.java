/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * The table {@code xapi.term}: a number for each verb, agent and activity.
 *
 * <p>What was used lately is remembered. A term is never changed or deleted, and is committed before anybody can see
 * it, so what one node remembers is right whatever other nodes do; that a term does not exist is never remembered.
 * Terms are made in a transaction of their own, in sorted order: writers that store statements about the same new
 * activity wait for that moment only, and cannot wait for each other.
 */
public final class Dictionary {

    /** Two generations of this many: some 40 MB, most of a city's pupils of one term. */
    private static final int GENERATION = 150_000;

    private final Database database;
    private final RecentlyUsed<UUID, Integer> remembered;

    Dictionary(Database database) {
        this(database, GENERATION);
    }

    /** @param generation how many terms are remembered, up to twice */
    public Dictionary(Database database, int generation) {
        this.database = database;
        this.remembered = new RecentlyUsed<>(generation);
    }

    /** The number of a term that exists. */
    OptionalInt find(UUID fingerprint) {
        Integer known = remembered.get(fingerprint);
        if (known == null) {
            known = database.withConnection(connection -> select(List.of(fingerprint), connection))
                    .get(fingerprint);
        }
        return known == null ? OptionalInt.empty() : OptionalInt.of(known);
    }

    /** The numbers of terms, which are made where they are missing. Not to be called inside a transaction. */
    public Map<UUID, Integer> numbersOf(Collection<UUID> fingerprints) {
        Map<UUID, Integer> numbers = new HashMap<>(2 * fingerprints.size());
        for (UUID fingerprint : fingerprints) {
            Integer known = remembered.get(fingerprint);
            if (known != null) {
                numbers.put(fingerprint, known);
            }
        }
        if (numbers.size() < fingerprints.size()) {
            database.withConnection(connection -> {
                numbers.putAll(select(missing(fingerprints, numbers), connection));
                if (numbers.size() < fingerprints.size()) {
                    numbers.putAll(insert(missing(fingerprints, numbers), connection));
                }
                // A term that another writer was just making is there, because its transaction has been waited for.
                while (numbers.size() < fingerprints.size()) {
                    numbers.putAll(select(missing(fingerprints, numbers), connection));
                }
                return null;
            });
        }
        return numbers;
    }

    private static List<UUID> missing(Collection<UUID> fingerprints, Map<UUID, Integer> numbers) {
        return fingerprints.stream()
                .filter(fingerprint -> !numbers.containsKey(fingerprint))
                .toList();
    }

    private Map<UUID, Integer> select(List<UUID> fingerprints, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select fingerprint, id from xapi.term where fingerprint = any (?)""")) {
            select.setArray(1, uuids(fingerprints, connection));
            return numbers(select);
        }
    }

    /**
     * Makes terms, and says which of them this call has made. The commit waits for the disk, though statements that
     * refer to the terms are committed later: this process remembers the numbers, and would go on using them if the
     * database crashed and forgot them.
     */
    private Map<UUID, Integer> insert(List<UUID> fingerprints, Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into xapi.term (fingerprint)
                select fingerprint from unnest(?) as fingerprint order by fingerprint
                on conflict do nothing
                returning fingerprint, id""")) {
            insert.setArray(1, uuids(fingerprints, connection));
            return numbers(insert);
        }
    }

    private Map<UUID, Integer> numbers(PreparedStatement statement) throws SQLException {
        Map<UUID, Integer> found = new HashMap<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                UUID fingerprint = (UUID) row.getObject("fingerprint");
                int number = row.getInt("id");
                found.put(fingerprint, number);
                remembered.put(fingerprint, number);
            }
        }
        return found;
    }

    private static Array uuids(List<UUID> fingerprints, Connection connection) throws SQLException {
        return connection.createArrayOf("uuid", fingerprints.toArray());
    }
}
