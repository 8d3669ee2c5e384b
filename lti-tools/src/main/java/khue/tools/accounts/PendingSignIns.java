/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import khue.tools.web.VisitCookie;

/** Sign-ins that have a step to go: a code, or a password of one's own. The browser's cookie holds the secret, the row its hash. */
@ApplicationScoped
@Transactional
class PendingSignIns {

    static final Duration LENGTH = Duration.ofMinutes(10);

    private static final String COOKIE = "khue-signin";
    private static final int SECRET_BYTES = 32;
    private static final int LONGEST_PAGE = 2_000;

    /** What is still to be done. */
    enum Step {
        CODE,
        PASSWORD,
        SECOND_FACTOR,
        NONE
    }

    /**
     * A sign-in that is under way.
     *
     * @param byPassword otherwise by the OpenID provider
     * @param secondFactorNeeded whether an account of this role cannot do without
     * @param to the page that was asked for
     */
    record Pending(
            Account account, boolean byPassword, boolean codeGiven, boolean secondFactorNeeded, Optional<String> to) {

        Step step() {
            if (account.secondFactorSince().isPresent() && !codeGiven) {
                return Step.CODE;
            }
            if (byPassword && account.passwordIsGiven()) {
                return Step.PASSWORD;
            }
            return secondFactorNeeded && account.secondFactorSince().isEmpty() ? Step.SECOND_FACTOR : Step.NONE;
        }
    }

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Accounts accounts;

    @Inject
    private SecondFactors secondFactors;

    @Inject
    private VisitCookie cookies;

    @Inject
    private Clock clock;

    @Inject
    private RandomGenerator random;

    /** Somebody has just shown who they are, and nothing else yet. */
    Pending first(Account account, boolean byPassword, Optional<String> to) {
        return new Pending(account, byPassword, false, secondFactors.isNeededBy(account), to);
    }

    /** @return the header's value that gives the browser the secret */
    String begin(Pending pending) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        entities.createNativeQuery("""
                        INSERT INTO pending_sign_in (secret_hash, account_id, by_password, to_page, expires_at)
                        VALUES (?1, ?2, ?3, ?4, ?5)""")
                .setParameter(1, hash(secret))
                .setParameter(2, pending.account().id())
                .setParameter(3, pending.byPassword())
                .setParameter(
                        4,
                        pending.to()
                                .filter(page -> page.length() <= LONGEST_PAGE)
                                .orElse(null))
                .setParameter(5, now().plus(LENGTH))
                .executeUpdate();
        return VisitCookie.set(cookies.name(COOKIE), secret, LENGTH.toSeconds());
    }

    /** The sign-in of the browser that asks. */
    Optional<Pending> of(HttpServletRequest request) {
        return secret(request).flatMap(this::find);
    }

    void codeIsGiven(HttpServletRequest request) {
        secret(request)
                .ifPresent(secret -> entities.createNativeQuery(
                                "UPDATE pending_sign_in SET code_given = true WHERE secret_hash = ?1")
                        .setParameter(1, hash(secret))
                        .executeUpdate());
    }

    /** @return the header's value that takes the cookie back */
    String end(HttpServletRequest request) {
        secret(request)
                .ifPresent(secret -> entities.createNativeQuery("DELETE FROM pending_sign_in WHERE secret_hash = ?1")
                        .setParameter(1, hash(secret))
                        .executeUpdate());
        return VisitCookie.set(cookies.name(COOKIE), "", 0);
    }

    void forgetOld() {
        entities.createNativeQuery("DELETE FROM pending_sign_in WHERE expires_at < ?1")
                .setParameter(1, now())
                .executeUpdate();
    }

    private Optional<Pending> find(String secret) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = entities.createNativeQuery("""
                        SELECT CAST(account_id AS text), by_password, code_given, to_page FROM pending_sign_in
                        WHERE secret_hash = ?1 AND expires_at > ?2""")
                .setParameter(1, hash(secret))
                .setParameter(2, now())
                .getResultList();
        return rows.stream()
                .findFirst()
                .flatMap(row -> accounts.find(UUID.fromString((String) row[0]))
                        .filter(Account::isActive)
                        .map(account -> new Pending(
                                account,
                                (Boolean) row[1],
                                (Boolean) row[2],
                                secondFactors.isNeededBy(account),
                                Optional.ofNullable((String) row[3]))));
    }

    private Optional<String> secret(HttpServletRequest request) {
        return VisitCookie.read(request, cookies.name(COOKIE));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
