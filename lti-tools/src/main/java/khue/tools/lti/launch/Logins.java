/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import khue.tools.database.FoundRow;
import khue.tools.database.SingleStatements;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.platforms.Platforms;
import khue.tools.lti.protocol.LaunchReason;
import khue.tools.lti.protocol.LaunchRejected;
import khue.tools.lti.protocol.LoginInitiation;

/**
 * The logins that we answered, in the database, so that a launch may arrive at another node. Each has a state and a nonce, which are used
 * once and together: a token is accepted for the login whose nonce it has, and nobody uses a login up twice, on whichever node.
 */
@ApplicationScoped
class Logins {

    /** How long somebody may take to sign in to the LMS. */
    static final Duration LENGTH = Duration.ofMinutes(10);

    /** How long a state is remembered as expired or used, rather than unknown. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private static final int RANDOM_BYTES = 32;

    private static final String FIND = """
            SELECT l.platform_id, (SELECT CAST(p.xmin AS text) FROM platform p WHERE p.id = l.platform_id),
                   l.nonce, l.browser_hash, l.login_hint, l.lti_message_hint, l.target_link_uri, l.deployment_id, l.storage_target,
                   d.id, d.status = 'disabled', l.used_at IS NOT NULL, l.expires_at
            FROM login l
            LEFT JOIN deployment d ON d.platform_id = l.platform_id AND d.deployment_id = l.deployment_id
            WHERE l.state_hash = ?
            """;

    static final String USE_UP =
            "UPDATE login SET used_at = ? WHERE state_hash = ? AND used_at IS NULL AND expires_at > ?";

    /**
     * What only the browser and the platform get to know.
     *
     * @param state travels by way of the platform
     * @param browserSecret stays in the browser, in our cookie or in what the LMS keeps for us there
     */
    record Begun(String state, String nonce, String browserSecret) {}

    /** The row, and which version the registration's row has. */
    private record Kept(
            byte[] stateHash,
            UUID platform,
            Optional<String> platformVersion,
            String nonce,
            byte[] browserHash,
            String loginHint,
            Optional<String> messageHint,
            String targetLinkUri,
            Optional<String> deploymentId,
            Optional<String> storageTarget,
            Optional<UUID> deployment,
            Optional<Boolean> deploymentDisabled,
            boolean used,
            Instant expiresAt) {

        static Kept of(FoundRow row, byte[] stateHash) {
            return new Kept(
                    stateHash,
                    row.id(1),
                    row.optionalText(2),
                    row.text(3),
                    row.bytes(4),
                    row.text(5),
                    row.optionalText(6),
                    row.text(7),
                    row.optionalText(8),
                    row.optionalText(9),
                    row.optionalId(10),
                    row.optionalTruth(11),
                    row.truth(12),
                    row.instant(13));
        }
    }

    @Inject
    private SingleStatements statements;

    @Inject
    private Platforms platforms;

    @Inject
    private Clock clock;

    @Inject
    private RandomGenerator random;

    Begun begin(Platform platform, LoginInitiation initiation) {
        Begun begun = new Begun(randomText(), randomText(), randomText());
        OffsetDateTime now = now();
        statements.change(
                """
                INSERT INTO login (state_hash, platform_id, browser_hash, nonce, login_hint, lti_message_hint, target_link_uri,
                    deployment_id, storage_target, created_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                hash(begun.state()),
                platform.id(),
                hash(begun.browserSecret()),
                begun.nonce(),
                initiation.loginHint(),
                initiation.messageHint().orElse(null),
                initiation.targetLinkUri(),
                initiation.deploymentId().orElse(null),
                initiation.storageTarget().orElse(null),
                now,
                now.plus(LENGTH));
        return begun;
    }

    /**
     * The login with this state, which stays as it is.
     *
     * @throws LaunchRejected when there is none, or its time is over, or it was used before
     */
    Login find(String state) {
        byte[] hash = hash(state);
        return statements.rows(FIND, row -> Kept.of(row, hash), hash).stream()
                .findFirst()
                .map(this::login)
                .orElseThrow(() -> rejected(LaunchReason.STATE_UNKNOWN));
    }

    /**
     * Uses the login up, and its nonce with it; part of the transaction that there is.
     *
     * @throws LaunchRejected for whoever comes second, also on another node at the same moment
     */
    void useUp(Login login) {
        OffsetDateTime now = now();
        if (statements.change(USE_UP, now, login.stateHash(), now) == 0) {
            throw usedMeanwhile();
        }
    }

    /** Uses up the login of a launch that was refused, if nobody else has. */
    void giveUp(Login login) {
        OffsetDateTime now = now();
        statements.change(USE_UP, now, login.stateHash(), now);
    }

    static LaunchRejected usedMeanwhile() {
        return rejected(LaunchReason.STATE_USED);
    }

    private static LaunchRejected rejected(LaunchReason reason) {
        return new LaunchRejected(reason, "the state of a login of ours was expected");
    }

    private Login login(Kept kept) {
        if (kept.used()) {
            throw rejected(LaunchReason.STATE_USED);
        }
        if (!kept.expiresAt().isAfter(clock.instant())) {
            throw rejected(LaunchReason.STATE_EXPIRED);
        }
        Platform platform = kept.platformVersion()
                .flatMap(version -> platforms.find(kept.platform(), version))
                .orElseThrow(() -> new LaunchRejected(LaunchReason.PLATFORM_UNKNOWN, "the registration is gone"));
        return new Login(
                kept.stateHash(),
                platform,
                kept.nonce(),
                kept.browserHash(),
                new LoginInitiation(
                        platform.registration().issuer(),
                        kept.loginHint(),
                        kept.targetLinkUri(),
                        kept.messageHint(),
                        Optional.of(platform.registration().clientId()),
                        kept.deploymentId(),
                        kept.storageTarget()),
                kept.deployment(),
                kept.deploymentDisabled());
    }

    void forgetOld() {
        statements.change("DELETE FROM login WHERE expires_at < ?", now().minus(REMEMBERED));
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
