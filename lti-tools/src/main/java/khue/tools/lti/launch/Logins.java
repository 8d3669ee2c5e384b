/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

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
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.platforms.Platforms;
import khue.tools.lti.protocol.LaunchReason;
import khue.tools.lti.protocol.LaunchRejected;
import khue.tools.lti.protocol.LoginInitiation;

/**
 * The logins that we answered, in the database, so that a launch may arrive at another node. Each has a state and a nonce, which are used
 * once and together: whoever brings the state takes the login, by one statement that commits by itself and that a refused launch does not
 * undo, and a token is accepted for a login that was taken if it has that login's nonce.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
class Logins {

    /** How long somebody may take to sign in to the LMS. */
    static final Duration LENGTH = Duration.ofMinutes(10);

    /** How long a state is remembered as expired or used, rather than unknown. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private static final int RANDOM_BYTES = 32;

    private static final String CAN_BE_TAKEN = "l.state_hash = ?1 AND l.used_at IS NULL AND l.expires_at > ?2";

    private static final String COLUMNS = """
            l.platform_id, (SELECT CAST(p.xmin AS text) FROM platform p WHERE p.id = l.platform_id), l.nonce, l.browser_hash,
            l.login_hint, l.lti_message_hint, l.target_link_uri, l.deployment_id, l.storage_target,
            (SELECT d.status = 'disabled' FROM deployment d
             WHERE d.platform_id = l.platform_id AND d.deployment_id = l.deployment_id)
            """;

    /**
     * What only the browser and the platform get to know.
     *
     * @param state travels by way of the platform
     * @param browserSecret stays in the browser, in our cookie or in what the LMS keeps for us there
     */
    record Begun(String state, String nonce, String browserSecret) {}

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Platforms platforms;

    @Inject
    private Clock clock;

    @Inject
    private RandomGenerator random;

    Begun begin(Platform platform, LoginInitiation initiation) {
        Begun begun = new Begun(randomText(), randomText(), randomText());
        OffsetDateTime now = now();
        entities.createNativeQuery("""
                        INSERT INTO login (state_hash, platform_id, browser_hash, nonce, login_hint, lti_message_hint, target_link_uri,
                            deployment_id, storage_target, created_at, expires_at)
                        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
                        """)
                .setParameter(1, hash(begun.state()))
                .setParameter(2, platform.id())
                .setParameter(3, hash(begun.browserSecret()))
                .setParameter(4, begun.nonce())
                .setParameter(5, initiation.loginHint())
                .setParameter(6, initiation.messageHint().orElse(null))
                .setParameter(7, initiation.targetLinkUri())
                .setParameter(8, initiation.deploymentId().orElse(null))
                .setParameter(9, initiation.storageTarget().orElse(null))
                .setParameter(10, now)
                .setParameter(11, now.plus(LENGTH))
                .executeUpdate();
        return begun;
    }

    /**
     * The login with this state, which is used up by that, and its nonce with it: whoever comes second is refused, also on another node at
     * the same moment.
     *
     * @throws LaunchRejected when there is none, or its time is over, or it was used before
     */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    Login take(String state) {
        return login("UPDATE login l SET used_at = ?2 WHERE " + CAN_BE_TAKEN + " RETURNING " + COLUMNS, state)
                .orElseThrow(() -> new LaunchRejected(whyNot(state), "the state of a login of ours was expected"));
    }

    /** The login with this state, which stays as it is; empty when it could not be taken. */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    Optional<Login> look(String state) {
        return login("SELECT " + COLUMNS + " FROM login l WHERE " + CAN_BE_TAKEN, state);
    }

    private Optional<Login> login(String query, String state) {
        List<?> rows = entities.createNativeQuery(query)
                .setParameter(1, hash(state))
                .setParameter(2, now())
                .getResultList();
        return rows.stream().findFirst().map(row -> login((Object[]) row));
    }

    private Login login(Object[] row) {
        Platform platform = Optional.ofNullable((String) row[1])
                .flatMap(version -> platforms.find((UUID) row[0], version))
                .orElseThrow(() -> new LaunchRejected(LaunchReason.PLATFORM_UNKNOWN, "the registration is gone"));
        return new Login(
                platform,
                (String) row[2],
                (byte[]) row[3],
                new LoginInitiation(
                        platform.registration().issuer(),
                        (String) row[4],
                        (String) row[6],
                        Optional.ofNullable((String) row[5]),
                        Optional.of(platform.registration().clientId()),
                        Optional.ofNullable((String) row[7]),
                        Optional.ofNullable((String) row[8])),
                Optional.ofNullable((Boolean) row[9]));
    }

    private LaunchReason whyNot(String state) {
        List<?> used = entities.createNativeQuery("SELECT used_at IS NOT NULL FROM login WHERE state_hash = ?1")
                .setParameter(1, hash(state))
                .getResultList();
        if (used.isEmpty()) {
            return LaunchReason.STATE_UNKNOWN;
        }
        return used.get(0).equals(true) ? LaunchReason.STATE_USED : LaunchReason.STATE_EXPIRED;
    }

    void forgetOld() {
        entities.createNativeQuery("DELETE FROM login WHERE expires_at < ?1")
                .setParameter(1, now().minus(REMEMBERED))
                .executeUpdate();
    }

    /**
     * Under which name a browser's secret is kept, in its cookie or by the LMS; several logins at once each have their own. Nobody learns
     * the state from it.
     */
    static String secretName(String state) {
        return "khue-login-" + HexFormat.of().formatHex(hash(state), 0, 8);
    }

    static boolean isTheBrowserOf(Login login, String secret) {
        return MessageDigest.isEqual(login.browserHash(), hash(secret));
    }

    private String randomText() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
