/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

/** The store did not answer as it should; its message is for the log and for the page's small print: what was asked, and what came. */
public class StoreSilent extends Exception {

    public StoreSilent(String detail) {
        super(detail);
    }

    public StoreSilent(String detail, Throwable cause) {
        super(detail, cause);
    }
}
