/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import java.util.Optional;
import java.util.regex.Pattern;

/** A key that somebody asks for. */
public record NewKey(String name, KeyTerms terms, Optional<Authority> authority) {

    /** Names that need no encoding anywhere; those in the settings may be others. */
    static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    public NewKey {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a key's name is of the form " + NAME);
        }
    }
}
