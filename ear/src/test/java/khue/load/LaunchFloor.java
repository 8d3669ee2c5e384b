/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import khue.load.client.Load;

/**
 * The floor of launches: the signature of each token verified, and two rows committed one after the other, as the use of
 * the nonce and the visit have to be. No HTTP, no claim looked at, nobody known.
 */
final class LaunchFloor implements Load.Worker {

    private final Connection connection;
    private final JWSVerifier verifier;
    private final List<String> tokens;

    private LaunchFloor(Connection connection, JWSVerifier verifier, List<String> tokens) {
        this.connection = connection;
        this.verifier = verifier;
        this.tokens = tokens;
    }

    static Load.Result run(LaunchNodes nodes, LaunchingLms lms, List<String> tokens, int connections)
            throws SQLException, InterruptedException {
        try (Connection connection = nodes.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create table tools.launch_floor (id uuid primary key, what text not null)");
            try {
                return Load.run(
                        connections,
                        tokens.size(),
                        () -> new LaunchFloor(nodes.connect(), new RSASSAVerifier(lms.publicKey()), tokens));
            } finally {
                statement.execute("drop table tools.launch_floor");
            }
        }
    }

    @Override
    public Object work(int number) throws Exception {
        if (!SignedJWT.parse(tokens.get(number)).verify(verifier)) {
            return "wrong signature";
        }
        insert("nonce");
        insert("visit");
        return "committed";
    }

    private void insert(String what) throws SQLException {
        // The connection commits each command.
        try (PreparedStatement insert =
                connection.prepareStatement("insert into tools.launch_floor (id, what) values (?, ?)")) {
            insert.setObject(1, UUID.randomUUID());
            insert.setString(2, what);
            insert.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
