/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.admin;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What keys are usually for, so that nobody has to know the scopes of xAPI to make a key that can do no more than it needs. */
enum KeyPurpose {
    SENDER("statements/write", "define"),
    TOOL("statements/write", "statements/read/mine", "state", "define"),
    READER("statements/read", "reports"),
    /** The scopes are chosen one by one. */
    OWN();

    /** Those that can be given on the page; the one for keys themselves is not among them. */
    static final List<String> SCOPES = List.of(
            "statements/write",
            "statements/read/mine",
            "statements/read",
            "state",
            "define",
            "profile",
            "reports",
            "reference",
            "metrics",
            "all/read",
            "all");

    private final List<String> scopes;

    KeyPurpose(String... scopes) {
        this.scopes = List.of(scopes);
    }

    List<String> scopes() {
        return scopes;
    }

    static Optional<KeyPurpose> of(String name) {
        return Arrays.stream(values())
                .filter(purpose -> purpose.name().equals(name))
                .findFirst();
    }
}
