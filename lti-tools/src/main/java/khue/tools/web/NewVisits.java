/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes what a visit is known by, for {@link Visits} and for whoever writes the visit's row as part of a statement of theirs. */
@ApplicationScoped
public class NewVisits {

    /** A school day and its evening: a pupil who comes back after supper need not launch again. */
    static final Duration LENGTH = Duration.ofHours(12);

    /** A school term and more: a family has nothing to sign in with again but another sheet from school. A teacher can end it any time. */
    static final Duration LENGTH_OF_A_FAMILYS = Duration.ofDays(200);

    private static final int SECRET_BYTES = 32;

    @Inject
    private Clock clock;

    @Inject
    private RandomGenerator random;

    public NewVisit make(UUID id, Audience audience) {
        Instant now = clock.instant();
        String secret = randomText();
        return new NewVisit(id, secret, Visits.hash(secret), randomText(), now, now.plus(length(audience)));
    }

    static Duration length(Audience audience) {
        return audience == Audience.GUARDIAN ? LENGTH_OF_A_FAMILYS : LENGTH;
    }

    private String randomText() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
