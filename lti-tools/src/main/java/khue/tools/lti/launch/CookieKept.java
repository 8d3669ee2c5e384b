/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import khue.tools.lti.protocol.LaunchReason;
import khue.tools.lti.protocol.LaunchRejected;
import khue.tools.lti.protocol.LoginInitiation;

/** The browser kept our cookie from the LMS's frame. The launch is refused; in a window of its own it can begin anew. */
class CookieKept extends LaunchRejected {

    private final transient LoginInitiation initiation;

    CookieKept(LoginInitiation initiation) {
        super(LaunchReason.BROWSER_WITHOUT_COOKIE, "the browser did not send the cookie of this login");
        this.initiation = initiation;
    }

    LoginInitiation initiation() {
        return initiation;
    }
}
