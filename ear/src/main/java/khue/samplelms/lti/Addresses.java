/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import khue.samplelms.school.Course;
import khue.samplelms.school.LineItem;
import khue.samplelms.school.RegisteredTool;

/**
 * Where the platform's endpoints are. The addresses of the grade services carry a query, as Moodle's do: a tool that
 * appends {@code /scores} to the whole address instead of its path misses.
 */
public record Addresses(String baseUrl) {
    /** The {@code iss} of every token. */
    public String issuer() {
        return baseUrl;
    }

    public String openidConfiguration() {
        return baseUrl + "/.well-known/openid-configuration";
    }

    public String authorization() {
        return baseUrl + "/lti/auth";
    }

    public String token() {
        return baseUrl + "/lti/token";
    }

    public String jwks() {
        return baseUrl + "/lti/jwks";
    }

    public String registration() {
        return baseUrl + "/lti/register";
    }

    String registration(String clientId) {
        return registration() + "/" + clientId;
    }

    String deepLinkReturn(String requestId) {
        return baseUrl + "/lti/deep-link-return?course=" + Course.SAMPLE.id() + "&request=" + requestId;
    }

    String launchReturn(String activityId) {
        return baseUrl + "/course/return?activity=" + activityId;
    }

    String members(RegisteredTool tool) {
        return baseUrl + "/lti/services/CourseSection/" + Course.SAMPLE.id() + "/bindings/" + tool.deploymentId()
                + "/memberships";
    }

    String lineItems(RegisteredTool tool) {
        return baseUrl + "/lti/services/" + Course.SAMPLE.id() + "/lineitems" + typeOf(tool);
    }

    String lineItem(RegisteredTool tool, LineItem item) {
        return lineItemPath(item) + typeOf(tool);
    }

    String results(RegisteredTool tool, LineItem item) {
        return lineItemPath(item) + "/results" + typeOf(tool);
    }

    private String lineItemPath(LineItem item) {
        return baseUrl + "/lti/services/" + Course.SAMPLE.id() + "/lineitems/" + item.id() + "/lineitem";
    }

    private static String typeOf(RegisteredTool tool) {
        return "?type_id=" + tool.deploymentId();
    }
}
