/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects.erasure;

import java.util.UUID;

/** Stands in what belongs to others where somebody stood who is erased. */
public final class Nobody {

    /** The row of {@code person} that a migration makes. */
    public static final UUID ID = new UUID(0, 0);

    private Nobody() {}
}
