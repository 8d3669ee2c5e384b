/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.platforms;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import khue.tools.lti.protocol.PlatformRegistration;

/** A platform that lives at an address of the test's. */
final class PlatformForTests {

    private PlatformForTests() {}

    static Platform at(URI root) {
        return at(root, UUID.randomUUID());
    }

    static Platform at(URI root, UUID id) {
        return new Platform(
                id,
                NewPlatform.of(
                        "LMS",
                        new PlatformRegistration(
                                root.toString(),
                                "client-1",
                                URI.create(root + "/auth"),
                                URI.create(root + "/token"),
                                Optional.empty(),
                                URI.create(root + "/keys"))),
                Instant.EPOCH);
    }
}
