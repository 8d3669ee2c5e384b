/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import java.util.Objects;

/** A name and what proves it: a database role, or a key of the learning record store. */
public record Credentials(String name, String secret) {

    public Credentials {
        Objects.requireNonNull(name);
        Objects.requireNonNull(secret);
        if (name.isBlank()) {
            throw new IllegalArgumentException("credentials without a name");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
