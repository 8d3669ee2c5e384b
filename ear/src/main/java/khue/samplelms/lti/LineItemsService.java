/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import khue.samplelms.http.Json;
import khue.samplelms.http.Parameters;
import khue.samplelms.http.Refusal;
import khue.samplelms.http.Request;
import khue.samplelms.http.Response;
import khue.samplelms.school.Course;
import khue.samplelms.school.LineItem;
import khue.samplelms.school.RegisteredTool;
import khue.samplelms.school.School;
import khue.samplelms.temperament.Trait;

/** A tool's own columns of the gradebook (LTI Assignment and Grade Services 2.0 §3.2). */
public final class LineItemsService {
    private final School school;
    private final Addresses addresses;
    private final AccessTokens accessTokens;
    private final ServiceRules rules;

    public LineItemsService(School school, Addresses addresses, AccessTokens accessTokens, ServiceRules rules) {
        this.school = school;
        this.addresses = addresses;
        this.accessTokens = accessTokens;
        this.rules = rules;
    }

    public Response list(Request request) {
        RegisteredTool tool = tool(request, Lti.LINE_ITEM_SCOPE, Lti.LINE_ITEM_READ_SCOPE);
        Course course = rules.requireCourse(request);
        rules.requireAccept(request, Lti.LINE_ITEMS_TYPE);
        Parameters query = request.query();
        List<LineItem> found = school.lineItems(course).stream()
                .filter(item -> item.clientId().equals(tool.clientId()))
                .filter(item -> matches(query, "resource_link_id", item.activityId()))
                .filter(item -> matches(query, "resource_id", item.resourceId()))
                .filter(item -> matches(query, "tag", item.tag()))
                .toList();
        int from = ServiceRules.from(query);
        int limit = ServiceRules.limit(query, Integer.MAX_VALUE);
        List<Map<String, Object>> page = found.stream()
                .skip(from)
                .limit(limit)
                .map(item -> describe(tool, item))
                .toList();
        Response response = Response.json(200, Lti.LINE_ITEMS_TYPE, page);
        boolean more = from + (long) limit < found.size();
        return more ? response.with("Link", nextLink(course, tool, query, from + limit)) : response;
    }

    /** Moodle escapes this address for HTML and sets curly quotes; a tool should survive it. */
    private String nextLink(Course course, RegisteredTool tool, Parameters query, int from) {
        Map<String, String> filters = new LinkedHashMap<>(query.asMap());
        filters.remove("type_id");
        filters.put("from", String.valueOf(from));
        String next = new FormPost(addresses.lineItems(course, tool), filters).asAddress();
        return rules.has(Trait.MALFORMED_LINE_ITEM_LINKS)
                ? "<" + next.replace("&", "&amp;") + ">; rel=“next”"
                : "<" + next + ">; rel=\"next\"";
    }

    private static boolean matches(Parameters query, String filter, String value) {
        return query.find(filter).map(value::equals).orElse(true);
    }

    public Response create(Request request) {
        RegisteredTool tool = tool(request, Lti.LINE_ITEM_SCOPE);
        rules.requireContentType(request, Lti.LINE_ITEM_TYPE);
        JsonNode body = Json.object(request.body());
        String activityId = body.path("resourceLinkId").asText("");
        Course course = rules.requireCourse(request);
        LineItem item = read(body, school.nextId(), tool, course.id(), activityId);
        if (!activityId.isEmpty()
                && school.findActivity(activityId)
                        .filter(activity -> activity.clientId().equals(tool.clientId())
                                && activity.courseId().equals(course.id()))
                        .isEmpty()) {
            throw Refusal.badRequest("resourceLinkId " + activityId + " is no activity of this tool in this course.");
        }
        school.save(item);
        return Response.json(201, Lti.LINE_ITEM_TYPE, describe(tool, item)).because("line item " + item.label());
    }

    public Response read(Request request) {
        RegisteredTool tool = tool(request, Lti.LINE_ITEM_SCOPE, Lti.LINE_ITEM_READ_SCOPE);
        rules.requireAccept(request, Lti.LINE_ITEM_TYPE);
        return Response.json(200, Lti.LINE_ITEM_TYPE, describe(tool, item(school, request, tool)));
    }

    /** Replaces label, maximum, tag and resource id; a column stays with its activity. */
    public Response update(Request request) {
        RegisteredTool tool = tool(request, Lti.LINE_ITEM_SCOPE);
        rules.requireContentType(request, Lti.LINE_ITEM_TYPE);
        LineItem known = item(school, request, tool);
        LineItem changed = read(Json.object(request.body()), known.id(), tool, known.courseId(), known.activityId());
        school.save(changed);
        return Response.json(200, Lti.LINE_ITEM_TYPE, describe(tool, changed));
    }

    public Response delete(Request request) {
        RegisteredTool tool = tool(request, Lti.LINE_ITEM_SCOPE);
        school.removeLineItem(item(school, request, tool).id());
        return Response.of(204);
    }

    private RegisteredTool tool(Request request, String... anyOfScopes) {
        RegisteredTool tool = accessTokens.require(request, anyOfScopes);
        rules.requireCourse(request);
        rules.requireType(request, tool);
        return tool;
    }

    /** The tool's own line item that the path names; 404 for anybody else's. */
    static LineItem item(School school, Request request, RegisteredTool tool) {
        return school.findLineItem(request.pathVariable("item"))
                .filter(item -> item.clientId().equals(tool.clientId())
                        && item.courseId().equals(request.pathVariable("course")))
                .orElseThrow(() -> Refusal.notFound("This tool has no such line item."));
    }

    /** Reads what a tool says of a column, also inside a deep linking item. */
    static LineItem read(JsonNode body, String id, RegisteredTool tool, String courseId, String activityId) {
        String label = body.path("label").asText("");
        if (label.isBlank()) {
            throw Refusal.badRequest("A line item needs a label.");
        }
        JsonNode maximum = body.path("scoreMaximum");
        if (!maximum.isNumber() || !(maximum.doubleValue() > 0) || Double.isInfinite(maximum.doubleValue())) {
            throw Refusal.badRequest("scoreMaximum must be a number above 0, not " + maximum + ".");
        }
        JsonNode review = body.path("submissionReview");
        return new LineItem(
                id,
                tool.clientId(),
                courseId,
                activityId,
                label,
                maximum.doubleValue(),
                body.path("resourceId").asText(""),
                body.path("tag").asText(""),
                review.path("url").asText(""),
                reviewCustom(review));
    }

    /** Submission Review 1.0: where a grade leads, and what travels with it. */
    private static Map<String, String> reviewCustom(JsonNode review) {
        Map<String, String> custom = new LinkedHashMap<>();
        review.path("custom")
                .properties()
                .forEach(parameter ->
                        custom.put(parameter.getKey(), parameter.getValue().asText()));
        return custom;
    }

    private Map<String, Object> describe(RegisteredTool tool, LineItem item) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("id", addresses.lineItem(tool, item));
        described.put("label", item.label());
        described.put("scoreMaximum", item.scoreMaximum());
        described.put("resourceId", item.resourceId());
        described.put("tag", item.tag());
        if (!item.activityId().isEmpty()) {
            described.put("resourceLinkId", item.activityId());
        }
        if (item.canBeReviewed() && rules.has(Trait.SUBMISSION_REVIEWS)) {
            described.put("submissionReview", Map.of("url", item.reviewUrl(), "custom", item.reviewCustom()));
        }
        return described;
    }
}
