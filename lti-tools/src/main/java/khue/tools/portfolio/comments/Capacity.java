/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.comments;

import java.util.Locale;

/** As what somebody speaks about a work. */
public enum Capacity {
    SELF,
    PEER,
    FAMILY;

    /** The end of its words' key. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
