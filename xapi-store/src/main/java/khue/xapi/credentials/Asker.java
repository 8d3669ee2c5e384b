/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import khue.xapi.http.Failure;

/**
 * Who asks for a change of keys, or for a figure.
 *
 * @param key the key that the request was authenticated with
 * @param onBehalfOf the person who decided, as the key's owner knows her: opaque to the store, at most {@link #LONGEST}
 *     characters
 */
public record Asker(String key, Optional<String> onBehalfOf) {

    static final String ON_BEHALF_OF = "X-Khue-On-Behalf-Of";

    static final int LONGEST = 200;

    public Asker {
        if (onBehalfOf.filter(text -> text.length() > LONGEST).isPresent()) {
            throw new IllegalArgumentException("whoever decided is named in at most " + LONGEST + " characters");
        }
    }

    /** The key of a request, and whom its header {@value #ON_BEHALF_OF} names. */
    public static Asker of(HttpServletRequest request) {
        Optional<String> person = Optional.ofNullable(request.getHeader(ON_BEHALF_OF))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
        if (person.filter(text -> text.length() > LONGEST).isPresent()) {
            throw Failure.badRequest(
                    "header-malformed",
                    "Tiêu đề " + ON_BEHALF_OF + " dài quá " + LONGEST + " ký tự.",
                    "The header " + ON_BEHALF_OF + " has more than " + LONGEST + " characters.");
        }
        return new Asker(Credential.of(request).name(), person);
    }
}
