/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import java.util.Optional;
import java.util.UUID;

/**
 * Where a launch has led.
 *
 * @param visit empty where the page needs none
 * @param path below {@code /tools}
 */
record Arrival(Optional<BegunVisit> visit, String path) {

    /** @param secret for the visitor's cookie */
    record BegunVisit(UUID id, String secret) {}
}
