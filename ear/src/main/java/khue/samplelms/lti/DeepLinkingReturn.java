/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import khue.samplelms.http.Refusal;
import khue.samplelms.http.Request;
import khue.samplelms.school.Activity;
import khue.samplelms.school.Course;
import khue.samplelms.school.LineItem;
import khue.samplelms.school.RegisteredTool;
import khue.samplelms.school.School;

/** Takes what a teacher chose in a tool into the course (LTI Deep Linking 2.0 §4.5); one wrong item and none is taken. */
public final class DeepLinkingReturn {
    private static final String CLAIM = Lti.DEEP_LINKING_CLAIM;

    private final School school;
    private final Addresses addresses;
    private final DeepLinkingRequests requests;
    private final ToolKeys toolKeys;
    private final ToolTokens responses;

    public DeepLinkingReturn(
            School school, Addresses addresses, DeepLinkingRequests requests, ToolKeys toolKeys, Clock clock) {
        this.school = school;
        this.addresses = addresses;
        this.requests = requests;
        this.toolKeys = toolKeys;
        this.responses = new ToolTokens(clock);
    }

    /**
     * What came of it.
     *
     * @param course where it was added
     * @param message the tool's word for the teacher, or empty
     * @param errorMessage the tool's word for the teacher when something went wrong there, or empty
     */
    public record Outcome(Course course, List<Activity> added, String message, String errorMessage) {}

    private record Item(Activity activity, Optional<LineItem> lineItem) {}

    /** @param personId who is signed in: only the person who asked may bring back an answer */
    public Outcome handle(Request request, String personId) {
        DeepLinkingRequests.Pending pending = requests.find(request.query().get("request"))
                .filter(found -> found.personId().equals(personId))
                .orElseThrow(() -> Refusal.badRequest("No deep linking request of yours waits for this answer."));
        RegisteredTool tool = school.findTool(pending.clientId())
                .orElseThrow(() -> Refusal.badRequest("The tool was removed meanwhile."));
        String jwt = request.form().get("JWT");
        if (jwt.isEmpty()) {
            throw Refusal.badRequest("The form has no field named JWT.");
        }
        JsonNode claims = toolKeys.verify(tool, jwt);
        responses.requireIssuer(claims, tool.clientId());
        responses.requireAudience(claims, addresses.issuer());
        responses.requireCurrent(claims);
        requireClaim(claims, Lti.CLAIM + "message_type", Lti.DEEP_LINKING_RESPONSE);
        requireClaim(claims, Lti.CLAIM + "version", "1.3.0");
        requireClaim(claims, Lti.CLAIM + "deployment_id", tool.deploymentId());
        pending.data().ifPresent(data -> requireClaim(claims, CLAIM + "data", data));
        List<Item> items = items(tool, pending, claims.path(CLAIM + "content_items"));
        responses.requireUnused(claims, "nonce", tool.clientId());
        if (!requests.finish(pending)) {
            throw Refusal.badRequest("This request was answered already.");
        }
        items.forEach(this::save);
        return new Outcome(
                school.findCourse(pending.courseId()).orElse(Course.SAMPLE),
                items.stream().map(Item::activity).toList(),
                claims.path(CLAIM + "msg").asText(""),
                claims.path(CLAIM + "errormsg").asText(""));
    }

    private void save(Item item) {
        school.save(item.activity());
        item.lineItem().ifPresent(school::save);
    }

    private static void requireClaim(JsonNode claims, String name, String wanted) {
        if (!claims.path(name).isTextual() || !claims.path(name).textValue().equals(wanted)) {
            throw Refusal.badRequest("The claim " + name + " is " + claims.path(name) + ", not \"" + wanted + "\".");
        }
    }

    /** No content_items at all means that the teacher chose nothing. */
    private List<Item> items(RegisteredTool tool, DeepLinkingRequests.Pending pending, JsonNode contentItems) {
        if (!contentItems.isMissingNode() && !contentItems.isArray()) {
            throw Refusal.badRequest("content_items must be an array.");
        }
        if (contentItems.size() > 1 && !requests.acceptsMultiple()) {
            throw Refusal.badRequest("One item was asked for, and " + contentItems.size() + " came back.");
        }
        List<Item> items = new ArrayList<>();
        for (JsonNode contentItem : contentItems) {
            items.add(item(tool, pending.courseId(), contentItem));
        }
        return items;
    }

    private Item item(RegisteredTool tool, String courseId, JsonNode contentItem) {
        String type = contentItem.path("type").asText("");
        if (!type.equals("ltiResourceLink")) {
            throw Refusal.badRequest("An item is of type \"" + type + "\"; only ltiResourceLink was asked for.");
        }
        String url = contentItem.path("url").asText(tool.targetLinkUri());
        if (!isOnDomain(url, tool)) {
            throw Refusal.badRequest("The item's url " + url + " is not on the tool's domain " + tool.domain() + ".");
        }
        String title = contentItem.path("title").asText("");
        Activity activity = new Activity(
                school.nextId(),
                tool.clientId(),
                title.isBlank() ? tool.name() : title,
                contentItem.path("text").asText(""),
                url,
                custom(contentItem.path("custom")),
                courseId,
                List.of());
        return new Item(activity, lineItem(tool, activity, contentItem.path("lineItem")));
    }

    private static boolean isOnDomain(String url, RegisteredTool tool) {
        try {
            return tool.domain().equals(URI.create(url).getRawAuthority());
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    private static Map<String, String> custom(JsonNode custom) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> parameter : custom.properties()) {
            if (!parameter.getValue().isTextual()) {
                throw Refusal.badRequest("The custom parameter " + parameter.getKey() + " must be text.");
            }
            parameters.put(parameter.getKey(), parameter.getValue().textValue());
        }
        return parameters;
    }

    private Optional<LineItem> lineItem(RegisteredTool tool, Activity activity, JsonNode lineItem) {
        if (lineItem.isMissingNode() || !requests.acceptsLineItems()) {
            return Optional.empty();
        }
        if (!lineItem.isObject()) {
            throw Refusal.badRequest("lineItem must be an object.");
        }
        // A label is optional here (§3.2): the column is then named after its activity.
        JsonNode labelled = lineItem.hasNonNull("label")
                ? lineItem
                : ((ObjectNode) lineItem.deepCopy()).put("label", activity.title());
        return Optional.of(LineItemsService.read(labelled, school.nextId(), tool, activity.courseId(), activity.id()));
    }
}
