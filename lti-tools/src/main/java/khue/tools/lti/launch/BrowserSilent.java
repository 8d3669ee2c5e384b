/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import khue.tools.lti.protocol.LaunchReason;
import khue.tools.lti.protocol.LaunchRejected;
import khue.tools.lti.protocol.LoginInitiation;

/** The browser did not show that the login was its own. The launch is refused; in a window of its own it can begin anew. */
class BrowserSilent extends LaunchRejected {

    private final transient LoginInitiation initiation;

    private BrowserSilent(LaunchReason reason, String detail, LoginInitiation initiation) {
        super(reason, detail);
        this.initiation = initiation;
    }

    /** It kept our cookie from the LMS's frame, and nobody else kept the secret. */
    static BrowserSilent withoutCookie(LoginInitiation initiation) {
        return new BrowserSilent(
                LaunchReason.BROWSER_WITHOUT_COOKIE, "the browser did not send the cookie of this login", initiation);
    }

    /** The LMS's frame, which was to keep the secret, did not give it back. */
    static BrowserSilent withoutStorage(LoginInitiation initiation) {
        return new BrowserSilent(
                LaunchReason.BROWSER_WITHOUT_STORAGE,
                "the LMS's frame did not give the secret of this login back",
                initiation);
    }

    LoginInitiation initiation() {
        return initiation;
    }
}
