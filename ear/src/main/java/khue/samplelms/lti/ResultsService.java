/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import khue.samplelms.http.Refusal;
import khue.samplelms.http.Request;
import khue.samplelms.http.Response;
import khue.samplelms.school.Grade;
import khue.samplelms.school.LineItem;
import khue.samplelms.school.RegisteredTool;
import khue.samplelms.school.School;
import khue.samplelms.temperament.Trait;

/** Shows a tool what the gradebook made of its scores (LTI Assignment and Grade Services 2.0 §3.3). */
public final class ResultsService {
    private final School school;
    private final Addresses addresses;
    private final AccessTokens accessTokens;
    private final ServiceRules rules;

    public ResultsService(School school, Addresses addresses, AccessTokens accessTokens, ServiceRules rules) {
        this.school = school;
        this.addresses = addresses;
        this.accessTokens = accessTokens;
        this.rules = rules;
    }

    public Response handle(Request request) {
        RegisteredTool tool = accessTokens.require(request, Lti.RESULT_SCOPE);
        rules.requireCourse(request);
        rules.requireType(request, tool);
        rules.requireAccept(request, Lti.RESULTS_TYPE);
        LineItem item = LineItemsService.item(school, request, tool);
        if (rules.has(Trait.NO_LIMIT_FOR_RESULTS)
                && request.query().find("limit").isPresent()) {
            // Moodle 4.5 has no paging here and shows a page for people instead.
            throw Refusal.notFound("Results cannot be limited.");
        }
        String userId = request.query().get("user_id");
        List<Map<String, Object>> results = school.grades().stream()
                .filter(grade -> grade.lineItemId().equals(item.id()))
                .filter(grade -> userId.isEmpty() || grade.personId().equals(userId))
                .limit(ServiceRules.limit(request.query(), Integer.MAX_VALUE))
                .map(grade -> describe(tool, item, grade))
                .toList();
        return Response.json(200, Lti.RESULTS_TYPE, results);
    }

    private Map<String, Object> describe(RegisteredTool tool, LineItem item, Grade grade) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", new FormPost(addresses.results(tool, item), Map.of("user_id", grade.personId())).asAddress());
        result.put("scoreOf", addresses.lineItem(tool, item));
        result.put("userId", grade.personId());
        grade.score().ifPresent(score -> {
            result.put("resultScore", score);
            result.put("resultMaximum", item.scoreMaximum());
        });
        if (!grade.comment().isEmpty()) {
            result.put("comment", grade.comment());
        }
        return result;
    }
}
