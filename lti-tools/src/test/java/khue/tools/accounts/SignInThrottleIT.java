/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.execute;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import khue.tools.testing.InServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Guessing gets slow: counted in PostgreSQL, by name and by address. */
@ArquillianTest
class SignInThrottleIT {

    private final SignInThrottle throttle = bean(SignInThrottle.class);

    private final String name = "t" + UUID.randomUUID();
    private final String address = "address of " + name;

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @Test
    void letsAFewAttemptsFailAndThenMakesTheNextOneWait() {
        for (int attempt = 0; attempt < SignInThrottle.FREE_FOR_ACCOUNT; attempt++) {
            assertThat(throttle.begin(name, address)).isEmpty();
        }

        assertThat(throttle.begin(name, address))
                .hasValueSatisfying(wait -> assertThat(wait).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(2)));
    }

    @Test
    void doublesTheWaitUpToALimit() {
        Duration first = waitAfter(SignInThrottle.FREE_FOR_ACCOUNT);
        Duration later = waitAfter(SignInThrottle.FREE_FOR_ACCOUNT + 4);
        Duration muchLater = waitAfter(SignInThrottle.FREE_FOR_ACCOUNT + 60);

        assertThat(later).isGreaterThan(first.multipliedBy(8));
        assertThat(muchLater).isGreaterThan(later).isLessThanOrEqualTo(SignInThrottle.LONGEST_WAIT);
    }

    @Test
    void forgetsTheFailuresOfANameThatSucceeds() {
        for (int attempt = 0; attempt < SignInThrottle.FREE_FOR_ACCOUNT - 1; attempt++) {
            throttle.begin(name, address);
        }
        throttle.succeeded(name, address);

        for (int attempt = 0; attempt < SignInThrottle.FREE_FOR_ACCOUNT; attempt++) {
            assertThat(throttle.begin(name, address)).isEmpty();
        }
    }

    @Test
    void countsAnAddressThatTriesManyNames() {
        for (int attempt = 0; attempt < SignInThrottle.FREE_FOR_ADDRESS; attempt++) {
            assertThat(throttle.begin(name + attempt, address)).isEmpty();
        }

        assertThat(throttle.begin(name + "another", address)).isPresent();
    }

    @Test
    void doesNotLetAnotherNameWait() {
        for (int attempt = 0; attempt <= SignInThrottle.FREE_FOR_ACCOUNT; attempt++) {
            throttle.begin(name, address);
        }

        assertThat(throttle.begin(name + "other", address)).isEmpty();
    }

    /** The wait that this many failures in a row bring. */
    private Duration waitAfter(int failures) {
        String guessed = "t" + UUID.randomUUID();
        String from = "address of " + guessed;
        throttle.begin(guessed, from);
        // The row of this name is the only one of this moment with one failure and no later attempt: it is the newest.
        execute("""
                UPDATE sign_in_failures SET failures = ? WHERE key IN
                    (SELECT key FROM sign_in_failures WHERE key LIKE 'account %' ORDER BY last_at DESC LIMIT 1)""", failures - 1);
        throttle.begin(guessed, from);
        return throttle.begin(guessed, from).orElse(Duration.ZERO);
    }
}
