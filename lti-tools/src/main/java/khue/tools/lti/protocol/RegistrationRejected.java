/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

/** A dynamic registration that is refused, and why. */
public class RegistrationRejected extends RuntimeException {

    private final RegistrationReason reason;

    /** @param detail for administrators, in English: what was expected and what came */
    public RegistrationRejected(RegistrationReason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    public RegistrationReason reason() {
        return reason;
    }

    public String detail() {
        return getMessage();
    }
}
