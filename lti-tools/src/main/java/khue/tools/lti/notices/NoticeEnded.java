/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.notices;

import java.util.Optional;
import java.util.UUID;
import khue.tools.lti.protocol.LaunchReason;

/**
 * What became of a notice, or of an attempt to send some; fired as an event.
 *
 * @param platform whose address it was sent to; empty for an address of nobody's
 * @param reason why it was refused; empty: it was taken
 * @param detail for administrators, in English
 */
public record NoticeEnded(
        Optional<UUID> platform,
        Optional<String> deploymentId,
        Optional<String> type,
        Optional<LaunchReason> reason,
        String detail) {}
