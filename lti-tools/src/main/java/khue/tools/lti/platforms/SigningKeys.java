/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.platforms;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import khue.tools.lti.protocol.SignedMessage;
import khue.tools.settings.KeySeal;
import khue.tools.settings.Settings;

/**
 * The keys that we sign with, in the database, so that every node signs with the same ones; no node keeps one in its memory.
 *
 * <p>A key is published for {@link #PUBLISHED_FIRST} before it signs, and for {@link #PUBLISHED_AFTER} after it has signed for the last
 * time: a platform keeps our key set for as long as we allow, {@link #CACHED}, or longer, and most fetch it again only when a signature has
 * failed. Whenever a platform fetched it, it therefore knows the key of whatever we sign during the next day.
 *
 * @see <a href="https://www.imsglobal.org/spec/security/v1p0/#h_key-set-url">Security Framework 1.0, §6.3</a>
 */
@ApplicationScoped
@Transactional
public class SigningKeys {

    /** How long whoever fetched our key set may keep it. */
    static final Duration CACHED = Duration.ofHours(1);

    static final Duration PUBLISHED_FIRST = Duration.ofDays(1);

    /** The longest that anything we sign is good for is minutes. */
    static final Duration PUBLISHED_AFTER = Duration.ofDays(1);

    private static final int BITS = 2048;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    @Inject
    private RandomGenerator random;

    /** Signs with the active key; the first need of one makes it. */
    public String sign(Map<String, Object> claims) {
        return SignedMessage.of(claims, active().orElseGet(this::first));
    }

    /** What we publish: the public halves of all keys. */
    public JWKSet published() {
        if (active().isEmpty()) {
            first();
        }
        List<RSAKey> keys = read("SELECT kid, private_key FROM signing_key ORDER BY created_at");
        return new JWKSet(new ArrayList<>(keys)).toPublicJWKSet();
    }

    /** Every key that is published, the newest first. */
    public List<SigningKey> list() {
        List<SigningKey> keys = new ArrayList<>();
        Optional<Instant> nextSigns = Optional.empty();
        for (Object row : entities.createNativeQuery(
                        "SELECT kid, status, status_since FROM signing_key ORDER BY created_at DESC, kid")
                .getResultList()) {
            Object[] column = (Object[]) row;
            SigningKey.Status status = SigningKey.Status.valueOf(((String) column[1]).toUpperCase(Locale.ROOT));
            Instant since = ((Date) column[2]).toInstant();
            Instant until = switch (status) {
                case PENDING -> since.plus(PUBLISHED_FIRST);
                case ACTIVE -> nextSigns.orElse(since.plus(settings.keyLife()));
                case RETIRING -> since.plus(PUBLISHED_AFTER);
            };
            if (status == SigningKey.Status.PENDING) {
                nextSigns = Optional.of(until);
            }
            keys.add(new SigningKey((String) column[0], status, since, until));
        }
        return keys;
    }

    /**
     * Begins to replace the active key, whatever its age: the next one is published now and signs from a day later on. When one is
     * published already, that one stays the next.
     */
    public void replace() {
        oneNodeAtATime();
        if (active().isEmpty()) {
            first();
        } else if (isNonePending()) {
            keep(generate(), SigningKey.Status.PENDING, clock.instant());
        }
    }

    /**
     * Gives up every key at once, for one that a stranger may have: a new one signs from now on, and nothing that an old one signed is to be
     * believed. An LMS that keeps our key set may refuse what we sign until it fetches the set again.
     */
    public void giveUp() {
        oneNodeAtATime();
        entities.createNativeQuery("DELETE FROM signing_key").executeUpdate();
        first();
    }

    /**
     * Does what is due: forgets a key that has retired, lets the next one sign, publishes a next one. Any number of nodes may call it at any
     * time; what is not due stays as it is.
     *
     * @param life from a key's first signature to the next key's
     */
    void moveOn(Instant now, Duration life) {
        oneNodeAtATime();
        sealAnew();
        entities.createNativeQuery("DELETE FROM signing_key WHERE status = 'retiring' AND status_since <= ?1")
                .setParameter(1, utc(now.minus(PUBLISHED_AFTER)))
                .executeUpdate();
        if (is(SigningKey.Status.PENDING, now.minus(PUBLISHED_FIRST))) {
            change(SigningKey.Status.ACTIVE, SigningKey.Status.RETIRING, now);
            change(SigningKey.Status.PENDING, SigningKey.Status.ACTIVE, now);
        } else if (isNonePending() && is(SigningKey.Status.ACTIVE, now.minus(life.minus(PUBLISHED_FIRST)))) {
            keep(generate(), SigningKey.Status.PENDING, now);
        }
    }

    /** Whoever signs or publishes reads on meanwhile. */
    private void oneNodeAtATime() {
        entities.createNativeQuery("LOCK TABLE signing_key IN SHARE ROW EXCLUSIVE MODE")
                .executeUpdate();
    }

    private boolean is(SigningKey.Status status, Instant atLatestSince) {
        return !entities.createNativeQuery("SELECT 1 FROM signing_key WHERE status = ?1 AND status_since <= ?2")
                .setParameter(1, column(status))
                .setParameter(2, utc(atLatestSince))
                .getResultList()
                .isEmpty();
    }

    private void change(SigningKey.Status from, SigningKey.Status to, Instant now) {
        entities.createNativeQuery("UPDATE signing_key SET status = ?2, status_since = ?3 WHERE status = ?1")
                .setParameter(1, column(from))
                .setParameter(2, column(to))
                .setParameter(3, utc(now))
                .executeUpdate();
    }

    private Optional<RSAKey> active() {
        return read("SELECT kid, private_key FROM signing_key WHERE status = 'active'").stream()
                .findFirst();
    }

    private boolean isNonePending() {
        return entities.createNativeQuery("SELECT 1 FROM signing_key WHERE status = 'pending'")
                .getResultList()
                .isEmpty();
    }

    /** There is a secret now, or another one: what lies there under none, or under the former, goes under this one. */
    private void sealAnew() {
        KeySeal seal = seal();
        for (Object row : entities.createNativeQuery("SELECT kid, private_key FROM signing_key")
                .getResultList()) {
            String kid = (String) ((Object[]) row)[0];
            String kept = (String) ((Object[]) row)[1];
            if (seal.isOutdated(kid, kept)) {
                entities.createNativeQuery("UPDATE signing_key SET private_key = ?2 WHERE kid = ?1")
                        .setParameter(1, kid)
                        .setParameter(2, seal.seal(kid, seal.open(kid, kept)))
                        .executeUpdate();
            }
        }
    }

    private KeySeal seal() {
        return new KeySeal(settings.keySecret(), settings.formerKeySecret(), random);
    }

    /** Nobody can have kept a key set of ours before there was a key: the first one signs at once. */
    private RSAKey first() {
        keep(generate(), SigningKey.Status.ACTIVE, clock.instant());
        return active().orElseThrow();
    }

    /** Two nodes at the same moment: one row wins, and both use it. */
    private void keep(RSAKey made, SigningKey.Status status, Instant now) {
        entities.createNativeQuery("""
                        INSERT INTO signing_key (kid, private_key, status, status_since, created_at)
                        VALUES (?1, ?2, ?3, ?4, ?4) ON CONFLICT DO NOTHING
                        """)
                .setParameter(1, made.getKeyID())
                .setParameter(2, seal().seal(made.getKeyID(), made.toJSONString()))
                .setParameter(3, column(status))
                .setParameter(4, utc(now))
                .executeUpdate();
    }

    private static String column(SigningKey.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static RSAKey generate() {
        try {
            return new RSAKeyGenerator(BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("every Java platform has RSA", impossible);
        }
    }

    private List<RSAKey> read(String query) {
        List<RSAKey> keys = new ArrayList<>();
        KeySeal seal = seal();
        for (Object row : entities.createNativeQuery(query).getResultList()) {
            Object[] column = (Object[]) row;
            try {
                keys.add(RSAKey.parse(seal.open((String) column[0], (String) column[1])));
            } catch (ParseException damaged) {
                throw new IllegalStateException("a signing key in the database cannot be read", damaged);
            }
        }
        return keys;
    }
}
