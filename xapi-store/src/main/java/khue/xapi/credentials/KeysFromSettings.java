/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The keys that exist because the settings say so; run when the store starts, after its migrations. */
@Dependent
public class KeysFromSettings {

    private static final Logger LOG = Logger.getLogger(KeysFromSettings.class.getName());

    private final Keys keys;
    private final KeyRegister register;
    private final Verification verification;
    private final Optional<String> lrsKey;
    private final Optional<String> lrsSecret;
    private final Optional<String> storeKey;
    private final Optional<String> storeSecret;

    @Inject
    public KeysFromSettings(
            Keys keys,
            KeyRegister register,
            Verification verification,
            @ConfigProperty(name = "khue.lrs.key") Optional<String> lrsKey,
            @ConfigProperty(name = "khue.lrs.secret") Optional<String> lrsSecret,
            @ConfigProperty(name = "khue.store.key") Optional<String> storeKey,
            @ConfigProperty(name = "khue.store.secret") Optional<String> storeSecret) {
        this.keys = keys;
        this.register = register;
        this.verification = verification;
        this.lrsKey = lrsKey;
        this.lrsSecret = lrsSecret;
        this.storeKey = storeKey;
        this.storeSecret = storeSecret;
    }

    public void ensure() {
        ensure("khue.lrs", lrsKey, lrsSecret, Set.of(Scope.ALL));
        ensure(
                "khue.store",
                storeKey,
                storeSecret,
                Set.of(
                        Scope.STATEMENTS_WRITE,
                        Scope.DEFINE,
                        Scope.STATEMENTS_READ,
                        Scope.REPORTS,
                        Scope.REFERENCE,
                        Scope.KEYS,
                        Scope.ERASE));
    }

    private void ensure(String setting, Optional<String> name, Optional<String> secret, Set<Scope> scopes) {
        if (name.isPresent() != secret.isPresent()) {
            throw new IllegalStateException(
                    setting + ".key and " + setting + ".secret belong together: set both or neither");
        }
        if (name.isPresent()) {
            ensure(setting, name.get(), secret.get(), scopes);
        }
    }

    private void ensure(String setting, String name, String secret, Set<Scope> scopes) {
        Key key = keys.find(name)
                .filter(kept -> kept.scopes().equals(scopes) && kept.secret().matches(secret))
                .orElseGet(() -> save(setting, name, secret, scopes));
        verification.expect(key, secret);
    }

    private Key save(String setting, String name, String secret, Set<Scope> scopes) {
        Key key = new Key(
                name, SecretHash.ofChosen(secret, new SecureRandom()), scopes, Optional.empty(), Optional.empty());
        if (register.saveFromSettings(key)) {
            LOG.info(() -> "Key " + name + " is ready, as " + setting + ".key says");
        } else {
            LOG.warning(() -> "Key " + name + " was revoked and stays so; " + setting + ".key names it all the same");
        }
        return key;
    }
}
