/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.grades;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import khue.tools.lti.deeplinking.LinkParameters;
import khue.tools.lti.outbound.OutboundRequest;
import khue.tools.lti.outbound.OutboundResponse;
import khue.tools.lti.platforms.ServicePages;
import khue.tools.lti.protocol.SubmissionReview;
import khue.tools.outbox.Outcome;

/**
 * Finds the line item of a link that was launched without one, or makes it.
 *
 * @see <a href="https://www.imsglobal.org/spec/lti-ags/v2p0/#line-item-service">AGS 2.0, Line item service</a>
 */
final class LineItemService {

    static final Set<String> SCOPES = Set.of("https://purl.imsglobal.org/spec/lti-ags/scope/lineitem");

    private static final String CONTAINER = "application/vnd.ims.lis.v2.lineitemcontainer+json";
    private static final String LINE_ITEM = "application/vnd.ims.lis.v2.lineitem+json";
    private static final String SUBMISSION_REVIEW = "submissionReview";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Function<OutboundRequest, OutboundResponse> lms;
    private final URI launch;
    private final Clock clock;

    /**
     * @param lms sends a request with an access token for {@link #SCOPES}
     * @param launch where the LMS begins a launch of ours
     */
    LineItemService(Function<OutboundRequest, OutboundResponse> lms, URI launch, Clock clock) {
        this.lms = lms;
        this.launch = launch;
        this.clock = clock;
    }

    /** @throws Undeliverable when the LMS has no line item for the link and makes none, or has several and none is clearly ours */
    URI findOrMake(GradedLink link, BigDecimal maximum) {
        URI lineItems = link.lineItemsUrl()
                .orElseThrow(() -> new Undeliverable(
                        Outcome.refused("the LMS names neither a line item for the link nor the course's line items")));
        Optional<JsonNode> known = find(lineItems, link);
        if (known.isEmpty()) {
            return make(lineItems, link, maximum);
        }
        URI url = id(lineItems, known.get());
        sayWhereItsGradesLead(url, known.get(), link);
        return url;
    }

    /**
     * A line item that was there before, or that somebody else made, says nothing of submission reviews. Whatever the LMS answers to this, the
     * score can be sent.
     */
    private void sayWhereItsGradesLead(URI url, JsonNode item, GradedLink link) {
        boolean canBePut =
                item.path("scoreMaximum").isNumber() && item.path("label").isTextual();
        if (link.item().isEmpty() || item.has(SUBMISSION_REVIEW) || !canBePut) {
            return;
        }
        ObjectNode complete = item.deepCopy();
        complete.set(SUBMISSION_REVIEW, submissionReview(link));
        lms.apply(OutboundRequest.put(url, LINE_ITEM, complete.toString()).with("Accept", LINE_ITEM));
    }

    private Optional<JsonNode> find(URI lineItems, GradedLink link) {
        List<JsonNode> candidates = new ArrayList<>();
        URI ofLink = ServicePages.with(
                lineItems, "resource_link_id=" + URLEncoder.encode(link.ltiId(), StandardCharsets.UTF_8));
        try {
            // An LMS may not know the filter and answer with everything.
            ServicePages.read(
                    ofLink,
                    CONTAINER,
                    lms,
                    page -> json(page).forEach(item -> {
                        if (link.ltiId().equals(item.path("resourceLinkId").asText())) {
                            candidates.add(item);
                        }
                    }));
        } catch (ServicePages.Refused refused) {
            throw Undeliverable.because("looking for the line item", refused.response(), clock);
        } catch (IOException unreadable) {
            throw new Undeliverable(Outcome.refused("the LMS's line items: " + unreadable.getMessage()));
        }
        List<JsonNode> ours = candidates.size() <= 1
                ? candidates
                : candidates.stream().filter(item -> isOurs(item, link)).toList();
        if (ours.size() != 1 && !candidates.isEmpty()) {
            throw new Undeliverable(Outcome.refused("the LMS has " + candidates.size() + " line items for the link"));
        }
        return ours.stream().findFirst();
    }

    private URI make(URI lineItems, GradedLink link, BigDecimal maximum) {
        ObjectNode item = JSON.createObjectNode();
        item.put("scoreMaximum", maximum);
        item.put("label", link.title());
        item.put("resourceLinkId", link.ltiId());
        link.item().ifPresent(id -> item.put("resourceId", id.toString()));
        link.tool().ifPresent(tool -> item.put("tag", tool));
        item.set(SUBMISSION_REVIEW, submissionReview(link));
        OutboundResponse response = lms.apply(
                OutboundRequest.post(lineItems, LINE_ITEM, item.toString()).with("Accept", LINE_ITEM));
        if (!response.isSuccess()) {
            throw Undeliverable.because("making the line item", response, clock);
        }
        return id(lineItems, json(response));
    }

    private ObjectNode submissionReview(GradedLink link) {
        Map<String, String> custom = new LinkedHashMap<>();
        link.tool().ifPresent(tool -> custom.put(LinkParameters.TOOL, tool));
        link.item().ifPresent(id -> custom.put(LinkParameters.ITEM, id.toString()));
        return JSON.valueToTree(new SubmissionReview(launch, custom).toJson());
    }

    private static boolean isOurs(JsonNode item, GradedLink link) {
        return link.item().map(UUID::toString).equals(text(item, "resourceId"))
                && link.tool().equals(text(item, "tag"));
    }

    private static Optional<String> text(JsonNode item, String field) {
        return Optional.ofNullable(item.get(field)).map(JsonNode::asText);
    }

    /** A line item is where the course's line items are: scores and our token go nowhere else. */
    private static URI id(URI lineItems, JsonNode item) {
        try {
            URI id = URI.create(item.path("id").asText());
            if (lineItems.getScheme().equals(id.getScheme())
                    && lineItems.getAuthority().equals(id.getAuthority())) {
                return id;
            }
        } catch (IllegalArgumentException noUrl) {
            // as one elsewhere
        }
        throw new Undeliverable(Outcome.refused("the LMS's line item is not at its own address: " + item.path("id")));
    }

    private static JsonNode json(OutboundResponse response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException unreadable) {
            throw new Undeliverable(Outcome.refused("the LMS's line items are not JSON"));
        }
    }

    /**
     * A service of a line item: its path is the line item's and one more step, before the query that some LMSes' line items have
     * ({@code ?type_id=2}).
     */
    static URI below(URI lineItem, String step) {
        String url = lineItem.toString();
        int query = url.indexOf('?');
        return URI.create(query < 0 ? url + step : url.substring(0, query) + step + url.substring(query));
    }
}
