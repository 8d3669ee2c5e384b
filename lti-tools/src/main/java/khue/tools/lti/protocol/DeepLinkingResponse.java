/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Our answer to a deep linking request: the links that the platform is to add.
 *
 * @param data as it came in the request, and only if it came
 * @see <a href="https://www.imsglobal.org/spec/lti-dl/v2p0#deep-linking-response-message">Deep Linking 2.0, §4.5</a>
 */
public record DeepLinkingResponse(
        PlatformRegistration platform,
        String deploymentId,
        Optional<String> data,
        List<LtiResourceLink> links,
        String nonce,
        Instant issuedAt) {

    static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final String SETTINGS = "https://purl.imsglobal.org/spec/lti-dl/claim/";

    /**
     * A link to this tool.
     *
     * @param url where its launches are to go
     * @param custom travels with every launch of it
     * @param lineItem empty for a link without a grade
     * @see <a href="https://www.imsglobal.org/spec/lti-dl/v2p0#lti-resource-link">Deep Linking 2.0, §3.5</a>
     */
    public record LtiResourceLink(
            URI url, String title, Optional<String> text, Map<String, String> custom, Optional<LineItem> lineItem) {

        private Map<String, Object> toJson() {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("type", "ltiResourceLink");
            item.put("url", url.toString());
            item.put("title", title);
            text.ifPresent(value -> item.put("text", value));
            item.put("custom", custom);
            lineItem.ifPresent(value -> item.put("lineItem", value.toJson(new SubmissionReview(url, custom))));
            return item;
        }
    }

    /** @param resourceId our own id of what is graded */
    public record LineItem(String label, BigDecimal scoreMaximum, String resourceId) {

        private Map<String, Object> toJson(SubmissionReview review) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("label", label);
            item.put("scoreMaximum", scoreMaximum);
            item.put("resourceId", resourceId);
            item.put("submissionReview", review.toJson());
            return item;
        }
    }

    public Map<String, Object> claims() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", platform.clientId());
        claims.put("aud", platform.issuer());
        claims.put("iat", issuedAt.minus(ClientAssertion.CLOCK_AHEAD).getEpochSecond());
        claims.put("exp", issuedAt.plus(LIFETIME).getEpochSecond());
        claims.put("nonce", nonce);
        claims.put(LaunchMessage.CLAIM + "message_type", "LtiDeepLinkingResponse");
        claims.put(LaunchMessage.CLAIM + "version", "1.3.0");
        claims.put(LaunchMessage.CLAIM + "deployment_id", deploymentId);
        data.ifPresent(value -> claims.put(SETTINGS + "data", value));
        claims.put(
                SETTINGS + "content_items",
                links.stream().map(LtiResourceLink::toJson).toList());
        return claims;
    }
}
