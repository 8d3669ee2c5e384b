/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import java.util.Optional;

/**
 * Who asks for a change of keys.
 *
 * @param key the key that the request was authenticated with
 * @param onBehalfOf the person who decided, as the key's owner knows her: opaque to the store, at most {@link #LONGEST}
 *     characters
 */
public record Asker(String key, Optional<String> onBehalfOf) {

    static final int LONGEST = 200;

    public Asker {
        if (onBehalfOf.filter(text -> text.length() > LONGEST).isPresent()) {
            throw new IllegalArgumentException("whoever decided is named in at most " + LONGEST + " characters");
        }
    }
}
