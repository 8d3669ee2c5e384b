/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import java.util.Optional;

/** Where keys are kept. */
public interface Keys {

    /** The key of this name; empty when there is none or it was revoked. Always the present state, never a cached one. */
    Optional<Key> find(String name);

    /** Makes the key, or changes secret and scopes of the one that has its name. A revoked key stays revoked. */
    void save(Key key);
}
