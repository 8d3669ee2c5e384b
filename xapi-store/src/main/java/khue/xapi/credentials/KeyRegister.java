/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import java.util.List;
import java.util.Optional;

/** Where keys are made, changed and revoked; every change leaves a {@link KeyEvent}. */
public interface KeyRegister {

    /** Every key there ever was, the newest first. */
    List<DescribedKey> list();

    Optional<DescribedKey> describe(String name);

    /** What happened to a key, the newest first. */
    List<KeyEvent> history(String name);

    /** @return false when a key has this name, even a revoked one: a name is never given to somebody else */
    boolean make(NewKey key, SecretHash secret, Asker asker);

    /** @return false when there is no such key, or it was revoked */
    boolean change(String name, KeyTerms terms, Asker asker);

    /** @return false when there is no such key, or it was revoked before */
    boolean revoke(String name, Asker asker);

    /**
     * Makes the key, or changes secret and scopes of the one that has its name.
     *
     * @return false when it was revoked: it stays so
     */
    boolean saveFromSettings(Key key);
}
