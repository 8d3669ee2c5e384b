/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.families;

import java.util.Locale;

/** What a family is asked to consent to, each by itself; the words are rows of {@code consent_text}. */
public enum ConsentPurpose {
    /** Pictures and videos that show the child together with others are seen by the others' families. */
    PICTURES;

    /** The end of its words' key. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
