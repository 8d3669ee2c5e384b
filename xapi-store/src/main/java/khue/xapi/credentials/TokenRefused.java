/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import khue.xapi.http.Failure;
import khue.xapi.http.Message;

/** An access token that is not accepted; the reason is told in English, for whoever develops the client. */
final class TokenRefused extends Failure {

    private final String reason;

    /** @param reason plain ASCII without quotation marks, since it goes into a header too (RFC 6750, 3) */
    TokenRefused(String reason) {
        super(
                401,
                "token-not-accepted",
                new Message(
                        "Token không được chấp nhận: " + reason + ".",
                        "The access token is not accepted: " + reason + "."));
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
