/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.conformance;

/** The editions of the standard that ADL's suite tests. */
enum Edition {
    V1_0_3("1.0.3"),
    V2_0_0("2.0.0");

    private final String number;

    Edition(String number) {
        this.number = number;
    }

    /** As the suite and the version header write it. */
    String number() {
        return number;
    }

    /** How many tests the suite is known to hold: told by Maven, since it changes with the suite and not with us. */
    int expectedTotal() {
        return Integer.parseInt(System.getProperty("suite.total." + number));
    }

    @Override
    public String toString() {
        return number;
    }
}
