/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.outbound;

/** No answer: the call was not allowed, or nothing usable came back. An answer with an error status is an answer. */
public class OutboundFailed extends RuntimeException {

    public enum Cause {
        /** Not an https URL with a host, and the host is not on the operator's list {@code khue.outbound.allow}. */
        NOT_HTTPS,
        /** The host's address is not a public one, and the host is not on the operator's list. */
        PRIVATE_ADDRESS,
        /** The host's name is unknown, or nobody listens, or the certificate is not the host's, or the connection broke. */
        UNREACHABLE,
        /** It took longer than {@link Outbound#LONGEST}. */
        TOO_SLOW,
        /** The answer has more than {@link Outbound#LARGEST} bytes. */
        TOO_LARGE,
        /** A redirect to another scheme, host or port. */
        FOREIGN_REDIRECT
    }

    private final Cause reason;

    OutboundFailed(Cause reason, String detail) {
        super(reason + ": " + detail);
        this.reason = reason;
    }

    OutboundFailed(Cause reason, String detail, Throwable cause) {
        super(reason + ": " + detail, cause);
        this.reason = reason;
    }

    public Cause reason() {
        return reason;
    }

    /** Whether the same call may succeed later, without anybody changing a setting. */
    public boolean isTransient() {
        return reason == Cause.UNREACHABLE || reason == Cause.TOO_SLOW;
    }
}
