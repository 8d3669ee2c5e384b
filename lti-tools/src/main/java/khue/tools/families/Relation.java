/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.families;

import java.util.Locale;

/** Who a grown-up is to the child. */
public enum Relation {
    MOTHER,
    FATHER,
    /** A grandmother, a foster parent, whoever represents the child. */
    OTHER;

    /** The key of the word for it. */
    public String word() {
        return "families.relation." + name().toLowerCase(Locale.ROOT);
    }
}
