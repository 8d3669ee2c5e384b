/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.families;

import java.util.Locale;

/** What a family is asked to consent to, each by itself; the words are rows of {@code consent_text}. */
public enum ConsentPurpose {
    /** Pictures and videos that show the child together with others are seen by the others' families. */
    PICTURES,
    /** One work is shown to whoever has a link; asked for each work at its own page. */
    SHOWCASE;

    /** Whether it is asked once for all of a child's works. */
    public boolean isGeneral() {
        return this == PICTURES;
    }

    /** The end of its words' key. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
