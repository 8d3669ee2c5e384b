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
    private final Optional<String> lrsKey;
    private final Optional<String> lrsSecret;
    private final Optional<String> storeKey;
    private final Optional<String> storeSecret;

    @Inject
    public KeysFromSettings(
            Keys keys,
            @ConfigProperty(name = "khue.lrs.key") Optional<String> lrsKey,
            @ConfigProperty(name = "khue.lrs.secret") Optional<String> lrsSecret,
            @ConfigProperty(name = "khue.store.key") Optional<String> storeKey,
            @ConfigProperty(name = "khue.store.secret") Optional<String> storeSecret) {
        this.keys = keys;
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
                Set.of(Scope.STATEMENTS_WRITE, Scope.STATEMENTS_READ, Scope.REPORTS));
    }

    private void ensure(String setting, Optional<String> name, Optional<String> secret, Set<Scope> scopes) {
        if (name.isPresent() != secret.isPresent()) {
            throw new IllegalStateException(
                    setting + ".key and " + setting + ".secret belong together: set both or neither");
        }
        if (name.isPresent() && !exists(name.get(), secret.get(), scopes)) {
            keys.save(new Key(name.get(), SecretHash.of(secret.get(), new SecureRandom()), scopes));
            LOG.info(() -> "Key " + name.get() + " is ready, as " + setting + ".key says");
        }
    }

    private boolean exists(String name, String secret, Set<Scope> scopes) {
        return keys.find(name)
                .filter(key -> key.scopes().equals(scopes) && key.secret().matches(secret))
                .isPresent();
    }
}
