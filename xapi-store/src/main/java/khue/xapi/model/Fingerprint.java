/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The first 128 bits of the SHA-256 of an identifier.
 *
 * <p>Indexes hold fingerprints in place of identifiers: 16 bytes whatever the identifier's length, and nobody has to
 * look up or create a row for an agent or activity before a statement can be stored, so concurrent writers have
 * nothing to fight about. Two different identifiers with one fingerprint would take 2^64 attempts to find.
 */
public final class Fingerprint {

    private Fingerprint() {}

    public static UUID of(String identifier) {
        ByteBuffer digest = ByteBuffer.wrap(sha256().digest(identifier.getBytes(StandardCharsets.UTF_8)));
        return new UUID(digest.getLong(), digest.getLong());
    }

    public static UUID of(AgentIdentifier agent) {
        return of(agent.canonical());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
