/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.admin;

/** The store does not do what it was asked about keys, or does not answer at all. */
class StoreRefused extends Exception {

    private static final int NO_ANSWER = 0;

    private final int status;
    private final String code;

    /**
     * @param detail for the log and the page's small print: what was asked, and what came
     * @param code what the store says, as its errors are listed; empty when it says nothing
     */
    StoreRefused(String detail, int status, String code) {
        super(detail);
        this.status = status;
        this.code = code;
    }

    static StoreRefused silent(String detail) {
        return new StoreRefused(detail, NO_ANSWER, "");
    }

    String code() {
        return code;
    }

    /** Which sentence tells an administrator what to do: {@code admin.keys.away.<this>}. */
    String advice() {
        boolean answersAsNobodyOfUs = (status == 404 || status == 405) && code.isEmpty();
        if (answersAsNobodyOfUs) {
            return "foreign";
        }
        return status == 401 || status == 403 ? "refused" : "silent";
    }
}
