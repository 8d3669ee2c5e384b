/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import java.util.Optional;
import java.util.stream.Stream;

/** Messages of LTI's extensions that this tool has no answer to. We know their names, so that the refusal says what was asked for. */
enum MessageNotOffered {

    // Asset Processor 1.0

    ASSET_PROCESSOR_SETTINGS("LtiAssetProcessorSettingsRequest", LaunchReason.ASSET_PROCESSOR_NOT_OFFERED),
    ASSET_REPORT_REVIEW("LtiReportReviewRequest", LaunchReason.ASSET_PROCESSOR_NOT_OFFERED),

    // EULA 1.0

    EULA("LtiEulaRequest", LaunchReason.EULA_NOT_OFFERED),

    // Proctoring Services 1.0

    START_PROCTORING("LtiStartProctoring", LaunchReason.PROCTORING_NOT_OFFERED),
    START_ASSESSMENT("LtiStartAssessment", LaunchReason.PROCTORING_NOT_OFFERED),
    END_ASSESSMENT("LtiEndAssessment", LaunchReason.PROCTORING_NOT_OFFERED);

    private final String claim;
    private final LaunchReason reason;

    MessageNotOffered(String claim, LaunchReason reason) {
        this.claim = claim;
        this.reason = reason;
    }

    LaunchReason reason() {
        return reason;
    }

    static Optional<MessageNotOffered> of(String claim) {
        return Stream.of(values())
                .filter(message -> message.claim.equals(claim))
                .findFirst();
    }
}
