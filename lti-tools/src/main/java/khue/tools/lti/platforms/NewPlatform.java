/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.platforms;

import java.net.URI;
import java.util.Optional;
import khue.tools.lti.protocol.PlatformRegistration;

/**
 * An LMS that registers itself or that an administrator enters.
 *
 * @param name what administrators call it; 1 to {@value #LONGEST_NAME} characters
 * @param productFamily such as {@code moodle}
 * @param registrationClientUri where the platform keeps our registration, when it said so
 */
public record NewPlatform(
        String name,
        PlatformRegistration registration,
        Optional<String> productFamily,
        Optional<URI> registrationClientUri) {

    static final int LONGEST_NAME = 200;

    public NewPlatform {
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("a name has 1 to " + LONGEST_NAME + " characters");
        }
        name = name.strip();
    }

    /** As an administrator enters it. */
    public static NewPlatform of(String name, PlatformRegistration registration) {
        return new NewPlatform(name, registration, Optional.empty(), Optional.empty());
    }
}
