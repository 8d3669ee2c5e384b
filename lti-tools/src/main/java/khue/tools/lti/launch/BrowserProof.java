/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import java.util.Optional;
import java.util.function.Function;
import khue.tools.lti.protocol.LaunchReason;
import khue.tools.lti.protocol.LaunchRejected;
import khue.tools.lti.protocol.LoginInitiation;

/**
 * What a browser shows for a login's being its own: the secret that it was given then. A state that came back in another browser than the
 * one we gave it to is a trap laid for that browser's user, so a state without a proof is never taken for a launch.
 */
final class BrowserProof {

    private final Optional<String> secret;
    private final String keeper;
    private final Function<LoginInitiation, BrowserSilent> silence;

    private BrowserProof(Optional<String> secret, String keeper, Function<LoginInitiation, BrowserSilent> silence) {
        this.secret = secret;
        this.keeper = keeper;
        this.silence = silence;
    }

    /** From the cookie of the login; empty when the browser sent none. */
    static BrowserProof byCookie(Optional<String> secret) {
        return new BrowserProof(secret, "cookie", BrowserSilent::withoutCookie);
    }

    /** From the frame of the LMS in which it keeps values for us; empty when that said none. */
    static BrowserProof byStorage(Optional<String> secret) {
        return new BrowserProof(secret, "value kept by the LMS", BrowserSilent::withoutStorage);
    }

    /**
     * @throws BrowserSilent when there is no secret
     * @throws LaunchRejected when it is another login's, or nobody's
     */
    void isOf(Login login) {
        if (secret.isEmpty()) {
            throw silence.apply(login.initiation());
        }
        if (!Logins.isTheBrowserOf(login, secret.get())) {
            throw new LaunchRejected(LaunchReason.BROWSER_OTHER, "the " + keeper + " is not the one of this login");
        }
    }
}
