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
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import khue.xapi.http.Failure;
import khue.xapi.http.Message;

/**
 * Checks a name and secret against the kept key, without asking the database when {@link KeyCache} still holds.
 *
 * <p>What is remembered is a digest under a key that lives and dies with this process, never the secret. A secret once
 * found to match a slow hash matches that same hash for ever; this outlives the cache, so a change of one key does not
 * make all others pay for their slow hash again.
 */
@ApplicationScoped
public class Verification {

    private static final int REMEMBERED = 1_000;
    /** So that guessing occupies one processor at most. */
    private static final int SLOW_HASHES_AT_ONCE = 1;

    /** More than these are turned away at once: guessing must not occupy the server's threads either. */
    private static final int MOST_WAITING = 16;

    private static final int LONGEST_WAIT_SECONDS = 3;

    private final Keys keys;
    private final KeyCache cache;
    private final KeyUses uses;
    private final Clock clock;
    private final SecretKeySpec processKey;
    private final Semaphore slowHashes = new Semaphore(SLOW_HASHES_AT_ONCE, true);
    private final Map<Attempt, FutureTask<Boolean>> underWay = new ConcurrentHashMap<>();
    private final Map<ByteBuffer, SecretHash> matched = Collections.synchronizedMap(new Remembered());

    /** For the container's proxy. */
    protected Verification() {
        this(null, null, null, null);
    }

    @Inject
    public Verification(Keys keys, KeyCache cache, KeyUses uses, Clock clock) {
        this.keys = keys;
        this.cache = cache;
        this.uses = uses;
        this.clock = clock;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.processKey = new SecretKeySpec(random, "HmacSHA256");
    }

    /** The key of this name, when the secret is its secret and it has not expired. */
    public Optional<Key> verify(String name, String secret) {
        ByteBuffer digest = digest(name, secret);
        Optional<KeyCache.Known> known = cache.known();
        Instant now = clock.instant();
        Optional<Key> verified = known.flatMap(keys -> keys.find(digest))
                .or(() -> ask(name, secret, digest, known))
                .filter(key -> !key.isExpiredAt(now));
        verified.ifPresent(key -> uses.note(key.name(), now));
        return verified;
    }

    /** Spares the first request with a secret that is known to be right its slow hash. */
    void expect(Key key, String rightSecret) {
        matched.put(digest(key.name(), rightSecret), key.secret());
    }

    private Optional<Key> ask(String name, String secret, ByteBuffer digest, Optional<KeyCache.Known> known) {
        Optional<Key> found = keys.find(name).filter(key -> isSecretOf(key, secret, digest));
        found.ifPresent(key -> known.ifPresent(keys -> keys.remember(digest, key)));
        return found;
    }

    private boolean isSecretOf(Key key, String secret, ByteBuffer digest) {
        if (!key.secret().isSlow()) {
            return key.secret().matches(secret);
        }
        if (key.secret().equals(matched.get(digest))) {
            return true;
        }
        return matchOnce(new Attempt(digest, key.secret()), secret);
    }

    /** Many requests that come with one secret at the same moment, as after a restart, wait for one computation. */
    private boolean matchOnce(Attempt attempt, String secret) {
        FutureTask<Boolean> own = new FutureTask<>(() -> matchSlowly(attempt, secret));
        FutureTask<Boolean> other = underWay.putIfAbsent(attempt, own);
        if (other == null) {
            try {
                own.run();
            } finally {
                underWay.remove(attempt);
            }
        }
        try {
            return (other == null ? own : other).get();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw busy();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Failure refused ? refused : new IllegalStateException(failed.getCause());
        }
    }

    private boolean matchSlowly(Attempt attempt, String secret) {
        acquireSlowHash();
        try {
            // Somebody may have computed it since this request looked.
            boolean matches = attempt.hash().equals(matched.get(attempt.digest()))
                    || attempt.hash().matches(secret);
            if (matches) {
                matched.put(attempt.digest(), attempt.hash());
            }
            return matches;
        } finally {
            slowHashes.release();
        }
    }

    private void acquireSlowHash() {
        try {
            if (slowHashes.getQueueLength() < MOST_WAITING
                    && slowHashes.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw busy();
    }

    private static Failure busy() {
        return new Failure(
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

    private record Attempt(ByteBuffer digest, SecretHash hash) {}

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
