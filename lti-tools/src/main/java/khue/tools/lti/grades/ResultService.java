/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.grades;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import khue.tools.lti.outbound.OutboundRequest;
import khue.tools.lti.outbound.OutboundResponse;
import khue.tools.lti.platforms.ServicePages;

/**
 * Reads what the LMS's gradebook shows.
 *
 * @see <a href="https://www.imsglobal.org/spec/lti-ags/v2p0/#result-service">AGS 2.0, Result service</a>
 */
final class ResultService {

    static final Set<String> SCOPES = Set.of("https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly");

    private static final String CONTAINER = "application/vnd.ims.lis.v2.resultcontainer+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Function<OutboundRequest, OutboundResponse> lms;

    /** @param lms sends a request with an access token for {@link #SCOPES} */
    ResultService(Function<OutboundRequest, OutboundResponse> lms) {
        this.lms = lms;
    }

    /** A grade as the LMS shows it; the maximum is more than 0. */
    record Result(BigDecimal score, BigDecimal maximum) {

        /** Whether this is what the score says, perhaps on another scale. */
        boolean shows(Score sent) {
            return sent.given()
                    .filter(given -> given.multiply(maximum).compareTo(score.multiply(sent.maximum())) == 0)
                    .isPresent();
        }

        @Override
        public String toString() {
            return score.toPlainString() + "/" + maximum.toPlainString();
        }
    }

    /**
     * The learner's grade; empty when there is none. No {@code limit} is asked for: Moodle answers that with an error page.
     *
     * @throws IOException when the LMS does not say, or says two
     */
    Optional<Result> read(URI lineItem, String subject) throws IOException {
        List<Result> results = new ArrayList<>();
        URI ofLearner = ServicePages.with(
                LineItemService.below(lineItem, "/results"),
                "user_id=" + URLEncoder.encode(subject, StandardCharsets.UTF_8));
        ServicePages.read(ofLearner, CONTAINER, lms, page -> {
            for (JsonNode result : JSON.readTree(page.body())) {
                // An LMS may not know the filter and answer with everybody.
                if (subject.equals(result.path("userId").asText())) {
                    result(result).ifPresent(results::add);
                }
            }
        });
        if (results.size() > 1) {
            throw new IOException(results.size() + " results for one learner");
        }
        return results.stream().findFirst();
    }

    /** A maximum that is left out is 1. */
    private static Optional<Result> result(JsonNode result) {
        JsonNode score = result.path("resultScore");
        BigDecimal maximum =
                result.hasNonNull("resultMaximum") ? result.get("resultMaximum").decimalValue() : BigDecimal.ONE;
        return score.isNumber() && maximum.signum() > 0
                ? Optional.of(new Result(score.decimalValue(), maximum))
                : Optional.empty();
    }
}
