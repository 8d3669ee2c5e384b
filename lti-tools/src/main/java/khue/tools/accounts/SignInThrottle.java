/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes guessing passwords slow: after a few attempts that failed, the next one has to wait, twice as long each time. It counts by account
 * name, whether or not there is such an account, and by address; the counts are in the database, so that all nodes count together.
 *
 * <p>An attempt counts as failed from its beginning, in one statement, until it has succeeded: many attempts at once gain nothing.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
public class SignInThrottle {

    /** How many attempts an account is free to fail. */
    static final int FREE_FOR_ACCOUNT = 5;

    /** A school, or a reverse proxy, is one address for many people. */
    static final int FREE_FOR_ADDRESS = 50;

    static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    static final Duration REMEMBERED = Duration.ofDays(1);

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Clock clock;

    /** Begins an attempt; when it has to wait, answers how long, and nothing is counted. */
    Optional<Duration> begin(String name, String address) {
        Instant now = clock.instant();
        Optional<Duration> wait = count(accountKey(name), FREE_FOR_ACCOUNT, now);
        return wait.isPresent() ? wait : count(addressKey(address), FREE_FOR_ADDRESS, now);
    }

    /** The same for an attempt that names nobody yet. */
    public Optional<Duration> begin(String address) {
        return count(addressKey(address), FREE_FOR_ADDRESS, clock.instant());
    }

    void succeeded(String name, String address) {
        entities.createNativeQuery("DELETE FROM sign_in_failures WHERE key = ?1")
                .setParameter(1, accountKey(name))
                .executeUpdate();
        succeeded(address);
    }

    public void succeeded(String address) {
        // One account that succeeds does not clear an address: the guesser may have an account too.
        entities.createNativeQuery(
                        "UPDATE sign_in_failures SET failures = failures - 1 WHERE key = ?1 AND failures > 0")
                .setParameter(1, addressKey(address))
                .executeUpdate();
    }

    /** A day without a failure clears a name or an address. */
    void forgetOld() {
        entities.createNativeQuery("DELETE FROM sign_in_failures WHERE last_at < ?1")
                .setParameter(1, time(clock.instant().minus(REMEMBERED)))
                .executeUpdate();
    }

    private Optional<Duration> count(String key, int free, Instant now) {
        int counted = entities.createNativeQuery("""
                        INSERT INTO sign_in_failures AS f (key, failures, last_at, open_at) VALUES (?1, 1, ?2, ?2)
                        ON CONFLICT (key) DO UPDATE SET
                            failures = CASE WHEN f.last_at < ?3 THEN 1 ELSE f.failures + 1 END,
                            last_at = excluded.last_at,
                            open_at = CASE WHEN f.last_at < ?3 OR f.failures + 1 < ?4 THEN excluded.open_at
                                ELSE excluded.open_at
                                    + make_interval(secs => LEAST(?5, power(2, LEAST(30, f.failures + 2 - ?4)))) END
                        WHERE f.open_at <= excluded.last_at""")
                .setParameter(1, key)
                .setParameter(2, time(now))
                .setParameter(3, time(now.minus(REMEMBERED)))
                .setParameter(4, free)
                .setParameter(5, (double) LONGEST_WAIT.toSeconds())
                .executeUpdate();
        return counted == 1
                ? Optional.empty()
                : Optional.of(Duration.between(now, openAt(key).orElse(now)));
    }

    private Optional<Instant> openAt(String key) {
        List<?> found = entities.createNativeQuery("SELECT open_at FROM sign_in_failures WHERE key = ?1")
                .setParameter(1, key)
                .getResultList();
        return found.stream()
                .findFirst()
                .map(value ->
                        value instanceof OffsetDateTime time ? time.toInstant() : ((java.util.Date) value).toInstant());
    }

    private static String accountKey(String name) {
        return "account " + hash(name.toLowerCase(Locale.ROOT));
    }

    private static String addressKey(String address) {
        return "address " + hash(address);
    }

    /** What strangers type, a password in the wrong field included, is not kept as it is. */
    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
