/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Reads payloads of one database, whether they are kept as text or compressed. */
public final class Payloads {

    /** Dictionaries that are remembered: as many months, 32 KB each. */
    private static final int REMEMBERED = 64;

    private final Map<Integer, PayloadDictionary> dictionaries = new ConcurrentHashMap<>();

    Payloads() {}

    /** @param row with the columns {@code payload} and {@code packed} of {@code xapi.statement} */
    public String read(ResultSet row) throws SQLException {
        String text = row.getString("payload");
        if (text != null) {
            return text;
        }
        byte[] packed = row.getBytes("packed");
        return new String(
                dictionary(PayloadDictionary.idOf(packed), row.getStatement().getConnection())
                        .unpack(packed),
                StandardCharsets.UTF_8);
    }

    /** What is packed, in UTF-8; empty when its dictionary is not remembered and has to be read first. */
    Optional<byte[]> unpack(byte[] packed) {
        return Optional.ofNullable(dictionaries.get(PayloadDictionary.idOf(packed)))
                .map(dictionary -> dictionary.unpack(packed));
    }

    /** Reads and remembers what {@link #unpack} needs for this. */
    void readDictionary(byte[] packed, Connection connection) throws SQLException {
        dictionary(PayloadDictionary.idOf(packed), connection);
    }

    private PayloadDictionary dictionary(int id, Connection connection) throws SQLException {
        PayloadDictionary known = dictionaries.get(id);
        if (known != null) {
            return known;
        }
        try (PreparedStatement select =
                connection.prepareStatement("select bytes from xapi.payload_dictionary where id = ?")) {
            select.setInt(1, id);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                PayloadDictionary dictionary = new PayloadDictionary(id, row.getBytes("bytes"));
                if (dictionaries.size() >= REMEMBERED) {
                    dictionaries.clear();
                }
                dictionaries.put(id, dictionary);
                return dictionary;
            }
        }
    }
}
