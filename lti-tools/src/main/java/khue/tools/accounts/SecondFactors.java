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
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import khue.tools.audit.AuditAction;
import khue.tools.audit.AuditLog;
import khue.tools.settings.KeySeal;
import khue.tools.settings.Settings;
import khue.tools.web.Audience;

/**
 * A second factor for an account: codes of an authenticator app, and recovery codes for the day on which it is lost. A code counts once, on
 * whichever node it arrives first. What the app and we share lies in the database under {@link KeySeal}.
 */
@ApplicationScoped
@Transactional
class SecondFactors {

    private static final Logger LOG = Logger.getLogger(SecondFactors.class.getName());

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Accounts accounts;

    @Inject
    private AuditLog audit;

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    @Inject
    private RandomGenerator random;

    /** Whether the operator lets nobody with this account's role sign in without one. */
    boolean isNeededBy(Account account) {
        return switch (settings.secondFactor()) {
            case OPTIONAL -> false;
            case ADMINISTRATORS -> account.role() == Audience.ADMINISTRATOR;
            case EVERYBODY -> true;
        };
    }

    /** What the owner enters into an app; nothing is asked for before a first code has come back. */
    Totp offer(UUID account) {
        Totp made = Totp.make(random);
        accounts.find(account).orElseThrow().offer(seal().seal(id(account), made.kept()));
        return made;
    }

    /** What was shown to the account's owner and waits for a first code. */
    Optional<Totp> offered(Account account) {
        return account.offeredSecondFactor().flatMap(kept -> opened(account.id(), kept));
    }

    /** Nothing, with a warning, when it was sealed under a secret that is lost: recovery codes are good then, and a new offer. */
    private Optional<Totp> opened(UUID account, String kept) {
        try {
            return Optional.of(Totp.of(seal().open(id(account), kept)));
        } catch (KeySeal.Unopenable lost) {
            LOG.log(Level.WARNING, "a second factor cannot be read", lost);
            return Optional.empty();
        }
    }

    /** There is a secret now, or another one: what lies there under none, or under the former, goes under this one. */
    void sealAnew() {
        for (String column : List.of("totp_secret", "totp_offered")) {
            for (Object row : entities.createNativeQuery(
                            "SELECT id, " + column + " FROM account WHERE " + column + " IS NOT NULL")
                    .getResultList()) {
                sealAnew(column, (UUID) ((Object[]) row)[0], (String) ((Object[]) row)[1]);
            }
        }
    }

    private void sealAnew(String column, UUID account, String kept) {
        if (!seal().isOutdated(id(account), kept)) {
            return;
        }
        // Only what is still the same: its owner may have begun with another app meanwhile.
        opened(account, kept)
                .ifPresent(totp -> entities.createNativeQuery(
                                "UPDATE account SET " + column + " = ?3 WHERE id = ?1 AND " + column + " = ?2")
                        .setParameter(1, account)
                        .setParameter(2, kept)
                        .setParameter(3, seal().seal(id(account), totp.kept()))
                        .executeUpdate());
    }

    private KeySeal seal() {
        return new KeySeal(settings.keySecret(), settings.formerKeySecret(), random);
    }

    static String id(UUID account) {
        return "the second factor of account " + account;
    }

    /**
     * The app shows the code that it should: from now on one is asked for at each sign-in.
     *
     * @return the recovery codes, shown once; empty when the code is not right, and nothing has changed
     */
    List<String> confirm(UUID account, String typed) {
        Account found = accounts.find(account).orElseThrow();
        OptionalLong step = offered(found)
                .map(offered -> offered.stepOf(typed, clock.instant()))
                .orElse(OptionalLong.empty());
        if (step.isEmpty()) {
            return List.of();
        }
        found.takeOffer(clock.instant());
        entities.flush();
        entities.createNativeQuery("UPDATE account SET totp_last_step = ?2 WHERE id = ?1")
                .setParameter(1, account)
                .setParameter(2, step.getAsLong())
                .executeUpdate();
        audit.didAs(account, AuditAction.SECOND_FACTOR_ON, account, found.name());
        return makeCodes(account);
    }

    /** Whether a code of the app or a recovery code is right; it is used up by that. */
    boolean accepts(Account account, String typed) {
        OptionalLong step = account.secondFactor()
                .flatMap(kept -> opened(account.id(), kept))
                .map(totp -> totp.stepOf(typed, clock.instant()))
                .orElse(OptionalLong.empty());
        return step.isPresent() ? isNew(account.id(), step.getAsLong()) : useUp(account.id(), typed);
    }

    /** New recovery codes, shown once; the ones before are good for nothing any more. */
    List<String> renewCodes(Account account) {
        audit.did(AuditAction.RECOVERY_CODES_RENEWED, account.id(), account.name());
        return makeCodes(account.id());
    }

    /** How many recovery codes are left. */
    long codesLeft(UUID account) {
        return ((Number) entities.createNativeQuery("SELECT count(*) FROM recovery_code WHERE account_id = ?1")
                        .setParameter(1, account)
                        .getSingleResult())
                .longValue();
    }

    /** No code is asked for any more. */
    void turnOff(UUID account) {
        accounts.find(account)
                .filter(found -> found.secondFactorSince().isPresent())
                .ifPresent(found -> {
                    found.noSecondFactor();
                    forgetCodes(account);
                    audit.did(AuditAction.SECOND_FACTOR_OFF, account, found.name());
                });
    }

    /** Somebody else's: whoever had lost it signs in anew. */
    void reset(UUID account) {
        turnOff(account);
        accounts.endEverythingOf(account);
    }

    /** RFC 6238, §5.2: a code that was taken is not taken again, nor one that came before it. */
    private boolean isNew(UUID account, long step) {
        return entities.createNativeQuery("""
                                UPDATE account SET totp_last_step = ?2
                                WHERE id = ?1 AND (totp_last_step IS NULL OR totp_last_step < ?2)""")
                        .setParameter(1, account)
                        .setParameter(2, step)
                        .executeUpdate()
                == 1;
    }

    private boolean useUp(UUID account, String typed) {
        return entities.createNativeQuery("DELETE FROM recovery_code WHERE account_id = ?1 AND code_hash = ?2")
                        .setParameter(1, account)
                        .setParameter(2, RecoveryCodes.hash(account, typed))
                        .executeUpdate()
                == 1;
    }

    private List<String> makeCodes(UUID account) {
        forgetCodes(account);
        List<String> codes = RecoveryCodes.make(random);
        for (String code : codes) {
            entities.createNativeQuery("INSERT INTO recovery_code (account_id, code_hash) VALUES (?1, ?2)")
                    .setParameter(1, account)
                    .setParameter(2, RecoveryCodes.hash(account, code))
                    .executeUpdate();
        }
        return codes;
    }

    private void forgetCodes(UUID account) {
        entities.createNativeQuery("DELETE FROM recovery_code WHERE account_id = ?1")
                .setParameter(1, account)
                .executeUpdate();
    }
}
