/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import khue.xapi.http.Failure;
import khue.xapi.http.Message;

/**
 * Checks a name and secret against the kept key.
 *
 * <p>The kept row is read for every request, so a revoked key or changed secret counts at once on every node. Only the
 * slow hash is remembered: a secret once found to match a hash matches that same hash for ever. What is remembered is a
 * digest under a key that lives and dies with this process, never the secret.
 */
@ApplicationScoped
public class Verification {

    private static final int REMEMBERED = 1_000;
    /** So that guessing occupies a bounded part of the machine. */
    private static final int SLOW_HASHES_AT_ONCE = 2;

    private static final int LONGEST_WAIT_SECONDS = 3;

    private final Keys keys;
    private final SecretKeySpec processKey;
    private final Semaphore slowHashes = new Semaphore(SLOW_HASHES_AT_ONCE);
    private final Map<ByteBuffer, SecretHash> matched = Collections.synchronizedMap(new Remembered());

    /** For the container's proxy. */
    protected Verification() {
        this(null);
    }

    @Inject
    public Verification(Keys keys) {
        this.keys = keys;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.processKey = new SecretKeySpec(random, "HmacSHA256");
    }

    /** The key of this name, when the secret is its secret. */
    public Optional<Key> verify(String name, String secret) {
        return keys.find(name).filter(key -> isSecretOf(key, secret));
    }

    private boolean isSecretOf(Key key, String secret) {
        ByteBuffer digest = digest(key.name(), secret);
        if (key.secret().equals(matched.get(digest))) {
            return true;
        }
        boolean matches = matchSlowly(key, secret);
        if (matches) {
            matched.put(digest, key.secret());
        }
        return matches;
    }

    private boolean matchSlowly(Key key, String secret) {
        acquireSlowHash();
        try {
            return key.secret().matches(secret);
        } finally {
            slowHashes.release();
        }
    }

    private void acquireSlowHash() {
        try {
            if (slowHashes.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new Failure(
                503,
                "key-check-busy",
                new Message(
                        "Đang có quá nhiều lần kiểm tra khoá cùng lúc. Hãy thử lại sau vài giây.",
                        "Too many keys are being checked at once. Try again in a few seconds."));
    }

    private ByteBuffer digest(String name, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(processKey);
            return ByteBuffer.wrap(mac.doFinal((name + ":" + secret).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
        }
    }

    /** The least recently used one makes room. */
    private static final class Remembered extends LinkedHashMap<ByteBuffer, SecretHash> {

        Remembered() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, SecretHash> eldest) {
            return size() > REMEMBERED;
        }
    }
}
