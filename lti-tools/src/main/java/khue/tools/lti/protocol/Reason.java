/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why something that an LMS asked for is refused. The code is stable: people read it out on the telephone, and the launch log keeps it.
 * What it means and what to do stand in {@code messages/lti_{vi,en}.properties} under {@link #meansKey} and {@link #doKey}.
 */
public sealed interface Reason permits LaunchReason, RegistrationReason {

    /** As people quote it: {@code LTI-STATE-UNKNOWN}. */
    String code();

    /** The key of the sentence that says what happened. */
    String meansKey();

    /** The key of the sentence that says what to do about it. */
    String doKey();

    static Optional<Reason> ofCode(String code) {
        return Stream.<Reason>concat(Stream.of(LaunchReason.values()), Stream.of(RegistrationReason.values()))
                .filter(reason -> reason.code().equals(code))
                .findFirst();
    }
}
