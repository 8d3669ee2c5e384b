/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.platforms;

import java.time.Instant;

/**
 * What may be told about a key that we sign with; its private half is not.
 *
 * @param id the {@code kid} in our key set
 * @param since when it took its status
 * @param until when its status changes next, at the latest an hour after this
 */
public record SigningKey(String id, Status status, Instant since, Instant until) {

    /** Each key has these statuses one after the other. */
    public enum Status {
        /** Published, so that every platform gets to know it; signs nothing yet. */
        PENDING,
        /** Signs. */
        ACTIVE,
        /** Signs nothing any more; published until what it signed has arrived everywhere. */
        RETIRING
    }
}
