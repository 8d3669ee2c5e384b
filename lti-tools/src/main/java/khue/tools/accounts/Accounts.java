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

    /** @return empty when the name is taken */
    Optional<UUID> create(String name, Audience role, String password) {
        UUID id = UUID.randomUUID();
        int created = entities.createNativeQuery("""
                        INSERT INTO account (id, name, role, password_hash, created_at) VALUES (?1, ?2, ?3, ?4, ?5)
                        ON CONFLICT (name) DO NOTHING""")
                .setParameter(1, id)
                .setParameter(2, name)
                .setParameter(3, role.name())
                .setParameter(4, passwords.hash(password))
                .setParameter(5, clock.instant().atOffset(ZoneOffset.UTC))
                .executeUpdate();
        if (created == 0) {
            return Optional.empty();
        }
        audit.changed(AuditAction.ACCOUNT_CREATED, id, name, Changes.made("role", role));
        return Optional.of(id);
    }

    boolean areThereAny() {
        return !entities.createNativeQuery("SELECT 1 FROM account LIMIT 1")
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
        account.filter(found -> matches).ifPresent(found -> found.signedIn(clock.instant()));
        return account.filter(found -> matches);
    }

    /** Gives somebody else's account a new password and ends its visits. */
    void renewPassword(Account account, String password) {
        password(account, password, AuditAction.PASSWORD_RENEWED);
    }

    /** Gives the own account a new password and ends its visits. */
    void changePassword(Account account, String password) {
        password(account, password, AuditAction.PASSWORD_CHANGED);
    }

    private void password(Account account, String password, AuditAction action) {
        find(account.id()).orElseThrow().password(passwords.hash(password));
        visits.endAllOf(account.id());
        audit.did(action, account.id(), account.name());
    }

    /**
     * Lets nobody sign in with it any more and ends its visits at once.
     *
     * @return false when it is the last active administrator, which stays as it is
     */
    boolean deactivate(UUID account) {
        // Locked together, so that two administrators who deactivate each other at once leave one.
        List<?> administrators = entities.createNativeQuery(
                        "SELECT CAST(id AS text) FROM account WHERE role = 'ADMINISTRATOR' AND active ORDER BY id FOR UPDATE")
                .getResultList();
        if (administrators.size() == 1 && administrators.contains(account.toString())) {
            return false;
        }
        find(account).filter(Account::isActive).ifPresent(found -> {
            found.deactivate();
            audit.did(AuditAction.ACCOUNT_CLOSED, account, found.name());
        });
        visits.endAllOf(account);
        return true;
    }

    void activate(UUID account) {
        find(account).filter(found -> !found.isActive()).ifPresent(found -> {
            found.activate();
            audit.did(AuditAction.ACCOUNT_REOPENED, account, found.name());
        });
    }
}
