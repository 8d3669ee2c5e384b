/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What somebody may ask about the own data. The names are kept in rows. */
public enum RequestKind {
    /** All of it, to look at and to take along. */
    EXPORT,
    /** That it goes. */
    ERASE,
    /** That it is kept, but no longer shown to others nor counted. */
    RESTRICT,
    /** The same, because the person does not want it, whatever the reason that we gave. */
    OBJECT;

    public static Optional<RequestKind> of(String name) {
        return Stream.of(values()).filter(kind -> kind.name().equals(name)).findFirst();
    }

    /** The key of its name, below {@code subjects.}. */
    public String word() {
        return "kind." + name().toLowerCase(Locale.ROOT);
    }

    public boolean restricts() {
        return this == RESTRICT || this == OBJECT;
    }
}
