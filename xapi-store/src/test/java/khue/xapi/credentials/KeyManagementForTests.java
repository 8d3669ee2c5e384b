/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import java.util.Optional;
import java.util.Set;
import khue.xapi.http.Pause;

/** Makes and revokes keys as the key API does, for tests of other packages. */
public final class KeyManagementForTests {

    private static final Asker TESTS = new Asker("tests", Optional.empty());

    private final KeyManagement management;

    public KeyManagementForTests(KeyRegister register) {
        this.management = new KeyManagement(register, new Secrets(), Pause.SLEEP);
    }

    /** @return the secret */
    public String make(String name, Scope... scopes) {
        KeyTerms terms = new KeyTerms(name, Set.of(scopes), Optional.empty());
        return management.make(new NewKey(name, terms, Optional.empty()), TESTS).secret();
    }

    public void restrict(String name, Scope... scopes) {
        management.change(name, new KeyTerms(name, Set.of(scopes), Optional.empty()), TESTS);
    }

    public void revoke(String name) {
        management.revoke(name, TESTS);
    }
}
