/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import java.util.Optional;

/** Where a key is looked up when somebody shows it. */
public interface Keys {

    /** The key of this name; empty when there is none or it was revoked. Always the present state, never a cached one. */
    Optional<Key> find(String name);
}
