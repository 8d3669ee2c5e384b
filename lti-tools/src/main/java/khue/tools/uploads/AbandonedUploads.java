/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.uploads;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import khue.tools.housekeeping.Chore;

/** Sweeps what nobody sent to its end, and parts whose person is gone. */
@ApplicationScoped
class AbandonedUploads implements Chore {

    /** A part is written before anybody could miss its row, but not by much. */
    private static final Duration YOUNG = Duration.ofHours(1);

    @Inject
    private Uploads uploads;

    @Inject
    private Clock clock;

    @Override
    public void run() throws IOException {
        for (UUID upload : uploads.expired()) {
            uploads.drop(upload);
        }
        for (UUID part : uploads.parts().untouchedSince(clock.instant().minus(YOUNG))) {
            if (!uploads.known(part)) {
                uploads.parts().drop(part);
            }
        }
    }
}
