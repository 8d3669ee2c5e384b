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
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import khue.tools.audit.AuditAction;
import khue.tools.audit.AuditLog;
import khue.tools.audit.Changes;
import khue.tools.web.Audience;
import khue.tools.web.Visits;

/** The accounts there are. At least one administrator stays active, whatever is asked. */
@ApplicationScoped
@Transactional
public class Accounts {

    /** Small letters, digits, dot, hyphen: a name that is the same however it is typed. */
    static final Pattern NAME = Pattern.compile("[a-z][a-z0-9.-]{1,39}");

    /** Those that an account may have, the least powerful first. */
    static final List<Audience> ROLES = List.of(Audience.READER, Audience.EVALUATOR, Audience.ADMINISTRATOR);

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Passwords passwords;

    @Inject
    private Visits visits;

    @Inject
    private AuditLog audit;

    @Inject
    private Clock clock;

    /** By name. */
    public List<Account> list() {
        return entities.createQuery("SELECT a FROM Account a ORDER BY a.active DESC, a.name", Account.class)
                .getResultList();
    }

    public Optional<Account> find(UUID account) {
        return Optional.ofNullable(entities.find(Account.class, account));
    }

    /**
     * A new account, whose password only serves to choose another one.
     *
     * @return empty when the name or the e-mail address is taken
     */
    Optional<UUID> create(String name, Audience role, Optional<String> email, String givenPassword) {
        return create(name, role, email, givenPassword, true);
    }

    /** An account of the first start: its password was chosen by whoever runs the server. */
    Optional<UUID> createFirst(String name, Audience role, String password) {
        return create(name, role, Optional.empty(), password, false);
    }

    private Optional<UUID> create(
            String name, Audience role, Optional<String> email, String password, boolean passwordIsGiven) {
        UUID id = UUID.randomUUID();
        int created = entities.createNativeQuery("""
                        INSERT INTO account (id, name, role, email, password_hash, password_is_given, created_at)
                        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING""")
                .setParameter(1, id)
                .setParameter(2, name)
                .setParameter(3, role.name())
                .setParameter(4, email.orElse(null))
                .setParameter(5, passwords.hash(password))
                .setParameter(6, passwordIsGiven)
                .setParameter(7, now())
                .executeUpdate();
        if (created == 0) {
            return Optional.empty();
        }
        audit.changed(
                AuditAction.ACCOUNT_CREATED,
                id,
                name,
                Changes.made("role", role).and("email", null, email));
        return Optional.of(id);
    }

    boolean areThereAny() {
        return !entities.createNativeQuery("SELECT 1 FROM account LIMIT 1")
                .getResultList()
                .isEmpty();
    }

    /** Whether another account has this address. */
    boolean isEmailOfAnother(String email, UUID account) {
        return !entities.createQuery("SELECT a.id FROM Account a WHERE a.email = :email AND a.id <> :account")
                .setParameter("email", email)
                .setParameter("account", account)
                .getResultList()
                .isEmpty();
    }

    /** The active account with that name and password. It takes equally long whether the name or the password is wrong. */
    Optional<Account> authenticate(String name, String password) {
        Optional<Account> account = entities.createQuery(
                        "SELECT a FROM Account a WHERE a.name = :name AND a.active = true", Account.class)
                .setParameter("name", name)
                .getResultStream()
                .findFirst();
        boolean matches =
                passwords.matches(password, account.map(Account::passwordHash).orElse(Passwords.OF_NOBODY));
        return account.filter(found -> matches);
    }

    /** The active account that is this person to the OpenID provider. */
    Optional<Account> linked(String issuer, String subject) {
        return entities.createQuery("""
                        SELECT a FROM Account a WHERE a.oidcIssuer = :issuer AND a.oidcSubject = :subject AND a.active = true
                        """, Account.class)
                .setParameter("issuer", issuer)
                .setParameter("subject", subject)
                .getResultStream()
                .findFirst();
    }

    /** The active account with this address that nobody of the provider is linked to yet. */
    Optional<Account> waitingFor(String email) {
        return entities.createQuery("""
                        SELECT a FROM Account a WHERE a.email = :email AND a.oidcSubject IS NULL AND a.active = true
                        """, Account.class)
                .setParameter("email", email)
                .getResultStream()
                .findFirst();
    }

    /**
     * From now on the provider's subject signs in to this account.
     *
     * @return false when the subject is linked to another account
     */
    boolean link(Account account, String issuer, String subject) {
        int taken = entities.createQuery("""
                        SELECT a.id FROM Account a WHERE a.oidcIssuer = :issuer AND a.oidcSubject = :subject AND a.id <> :account
                        """)
                .setParameter("issuer", issuer)
                .setParameter("subject", subject)
                .setParameter("account", account.id())
                .getResultList()
                .size();
        if (taken > 0) {
            return false;
        }
        find(account.id()).orElseThrow().link(issuer, subject);
        audit.didAs(account.id(), AuditAction.SIGN_IN_LINKED, account.id(), account.name());
        return true;
    }

    void unlink(UUID account) {
        find(account).filter(Account::isLinked).ifPresent(found -> {
            found.unlink();
            audit.did(AuditAction.SIGN_IN_UNLINKED, account, found.name());
        });
    }

    void signedIn(UUID account) {
        find(account).ifPresent(found -> found.signedIn(clock.instant()));
    }

    /** Gives somebody else's account a password that only serves to choose another one, and ends its visits. */
    void renewPassword(Account account, String password) {
        find(account.id()).orElseThrow().password(passwords.hash(password), true);
        endEverythingOf(account.id());
        audit.did(AuditAction.PASSWORD_RENEWED, account.id(), account.name());
    }

    /** Gives the own account a new password and ends its visits. */
    void changePassword(Account account, String password) {
        find(account.id()).orElseThrow().password(passwords.hash(password), false);
        endEverythingOf(account.id());
        audit.didAs(account.id(), AuditAction.PASSWORD_CHANGED, account.id(), account.name());
    }

    /**
     * Gives an account another role or address. Another role ends its visits: what it may no longer do ends at once.
     *
     * @return false when it is the last active administrator, which stays one
     */
    boolean change(UUID account, Audience role, Optional<String> email) {
        boolean isLast = isTheLastAdministrator(account);
        Account found = find(account).orElseThrow();
        Audience before = found.role();
        if (isLast && role != Audience.ADMINISTRATOR) {
            return false;
        }
        audit.changed(
                AuditAction.ACCOUNT_CHANGED,
                account,
                found.name(),
                Changes.of("role", before, role).and("email", found.email(), email));
        found.become(role, email);
        if (before != role) {
            endEverythingOf(account);
        }
        return true;
    }

    /**
     * Lets nobody sign in with it any more and ends its visits at once.
     *
     * @return false when it is the last active administrator, which stays as it is
     */
    boolean deactivate(UUID account) {
        if (isTheLastAdministrator(account)) {
            return false;
        }
        find(account).filter(Account::isActive).ifPresent(found -> {
            found.deactivate();
            audit.did(AuditAction.ACCOUNT_CLOSED, account, found.name());
        });
        endEverythingOf(account);
        return true;
    }

    void activate(UUID account) {
        find(account).filter(found -> !found.isActive()).ifPresent(found -> {
            found.activate();
            audit.did(AuditAction.ACCOUNT_REOPENED, account, found.name());
        });
    }

    /** Every visit, and every sign-in that has a step to go. */
    void endEverythingOf(UUID account) {
        visits.endAllOf(account);
        entities.createNativeQuery("DELETE FROM pending_sign_in WHERE account_id = ?1")
                .setParameter(1, account)
                .executeUpdate();
    }

    /** Locks all administrators together, so that two who deactivate each other at once leave one. */
    private boolean isTheLastAdministrator(UUID account) {
        List<?> administrators = entities.createNativeQuery(
                        "SELECT CAST(id AS text) FROM account WHERE role = 'ADMINISTRATOR' AND active ORDER BY id FOR UPDATE")
                .getResultList();
        return administrators.size() == 1 && administrators.contains(account.toString());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
