/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects.clocks;

/** Another day is worked, or none: whoever has a clock running by working days looks at it again, in the same transaction. */
public final class CalendarChanged {

    private int requests;

    /** A request got another day. */
    public void countOne() {
        requests++;
    }

    int requests() {
        return requests;
    }
}
