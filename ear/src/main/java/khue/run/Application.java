/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import java.nio.file.Path;

/**
 * What was built: told by Maven as system properties.
 *
 * @param ear the two applications
 * @param payara the unpacked server distribution
 */
record Application(Path ear, Path payara) {

    static Application built() {
        return new Application(path("khue.ear"), path("payara.home"));
    }

    private static Path path(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException(
                    "run it with ./mvnw -Prun: the system property " + property + " is not set");
        }
        return Path.of(value).toAbsolutePath();
    }
}
