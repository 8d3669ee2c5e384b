/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.platforms;

import java.time.Duration;
import java.util.Optional;

/** The platform answered, but not with an access token that serves. */
public class TokenRefused extends RuntimeException {

    private final int status;
    private final transient Optional<Duration> retryAfter;

    TokenRefused(int status, Optional<Duration> retryAfter, String detail) {
        super("HTTP " + status + ": " + detail);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** The HTTP status of the answer; 2xx when it was the token that did not serve. */
    public int status() {
        return status;
    }

    /** How long the platform asks us to wait. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** Whether asking again later may help: the platform is busy or broken; otherwise somebody has to change its registration. */
    public boolean isTransient() {
        return status == 429 || status >= 500;
    }
}
