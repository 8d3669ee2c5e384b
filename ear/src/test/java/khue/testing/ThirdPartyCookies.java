/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.testing;

/** What a browser does with the cookies of a page that another site frames. */
public enum ThirdPartyCookies {
    /** It keeps them, as browsers did for decades. */
    ALLOWED,
    /** It keeps those that are partitioned, as Chromium and Firefox do in schools by now. */
    PARTITIONED,
    /** It keeps none, as Safari does, and as a person or an administrator may choose. */
    NONE
}
