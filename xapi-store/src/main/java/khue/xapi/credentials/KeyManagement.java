/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import khue.xapi.http.Failure;
import khue.xapi.http.Pause;

/**
 * Makes, changes and revokes keys by the rules that hold for whoever asks.
 *
 * <p>When a change or revocation has been answered, it holds on every node of the store: see {@link KeyCache}.
 */
@ApplicationScoped
public class KeyManagement {

    /** One lease, and what two machines' ideas of two seconds may differ by. */
    static final Duration UNTIL_ALL_NODES_KNOW = KeyCache.LEASE.plusMillis(100);

    private static final int LONGEST_NAME_BEGINNING = 40;

    private final KeyRegister register;
    private final Secrets secrets;
    private final Pause pause;

    /** For the container's proxy. */
    protected KeyManagement() {
        this(null, null, null);
    }

    @Inject
    KeyManagement(KeyRegister register, Secrets secrets, Pause pause) {
        this.register = register;
        this.secrets = secrets;
        this.pause = pause;
    }

    /** A key that was just made; nobody will be told its secret again. */
    record MadeKey(DescribedKey key, String secret) {}

    List<DescribedKey> list() {
        return register.list();
    }

    /** @throws Failure 404 */
    DescribedKey describe(String name) {
        return register.describe(name).orElseThrow(KeyFailures::notFound);
    }

    List<KeyEvent> history(String name) {
        return register.history(name);
    }

    /** @throws Failure 409 when a key has this name */
    MadeKey make(NewKey key, Asker asker) {
        String secret = secrets.make();
        if (!register.make(key, SecretHash.ofMade(secret), asker)) {
            throw KeyFailures.nameTaken();
        }
        return new MadeKey(describe(key.name()), secret);
    }

    /** @throws Failure 404, or 409 when the key is the asker's own or the settings' */
    DescribedKey change(String name, KeyTerms terms, Asker asker) {
        mayBeTouched(name, asker);
        if (describe(name).fromSettings()) {
            throw KeyFailures.fromSettings();
        }
        if (!register.change(name, terms, asker)) {
            throw KeyFailures.notFound();
        }
        letAllNodesKnow();
        return describe(name);
    }

    /** @throws Failure 404, or 409 when the key is the asker's own */
    void revoke(String name, Asker asker) {
        mayBeTouched(name, asker);
        if (!register.revoke(name, asker)) {
            throw KeyFailures.notFound();
        }
        letAllNodesKnow();
    }

    /** A name that tells people and statements what the key is for: {@code moodle-logstore-k3x9qd}. */
    String nameFor(String label) {
        String letters = Normalizer.normalize(label.toLowerCase(Locale.ROOT).replace('đ', 'd'), Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^a-z0-9]+", "-");
        String beginning = letters.substring(0, Math.min(letters.length(), LONGEST_NAME_BEGINNING))
                .replaceAll("^-+|-+$", "");
        return (beginning.isEmpty() ? "key" : beginning) + "-" + secrets.nameEnding();
    }

    private static void mayBeTouched(String name, Asker asker) {
        if (name.equals(asker.key())) {
            throw KeyFailures.ownKey();
        }
    }

    private void letAllNodesKnow() {
        try {
            pause.take(UNTIL_ALL_NODES_KNOW);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped before every node had to know of the change", stopping);
        }
    }
}
