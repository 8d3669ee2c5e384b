/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

/** A login or a launch that is refused, and why. */
public class LaunchRejected extends RuntimeException {

    private final LaunchReason reason;

    /** @param detail for administrators, in English: what was expected and what came; names nobody */
    public LaunchRejected(LaunchReason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    public LaunchReason reason() {
        return reason;
    }

    /** What was expected and what came. */
    public String detail() {
        return getMessage();
    }
}
