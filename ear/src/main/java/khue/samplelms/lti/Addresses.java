/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import java.util.LinkedHashMap;
import java.util.Map;
import khue.samplelms.school.Course;
import khue.samplelms.school.LineItem;
import khue.samplelms.school.RegisteredTool;
import khue.samplelms.temperament.Temperament;
import khue.samplelms.temperament.Trait;

/**
 * Where the platform's endpoints are.
 *
 * @param baseUrl of the LMS's pages and services
 * @param endpointsUrl of authorization, tokens and keys; the same, unless they are at another origin
 */
public record Addresses(String baseUrl, String endpointsUrl, Temperament temperament) {
    /** The {@code iss} of every token. */
    public String issuer() {
        return temperament.has(Trait.SHARED_ISSUER) ? baseUrl.replaceFirst(":\\d+$", "") : baseUrl;
    }

    public String openidConfiguration() {
        return baseUrl + "/.well-known/openid-configuration";
    }

    public String authorization() {
        return endpointsUrl + "/lti/auth";
    }

    public String token() {
        return endpointsUrl + "/lti/token";
    }

    /** The {@code aud} of an assertion that asks for an access token. */
    public String tokenAudience() {
        return temperament.has(Trait.TOKEN_AUDIENCE_APART) ? baseUrl + "/lti/authorization-server" : token();
    }

    public String jwks() {
        return endpointsUrl + "/lti/jwks";
    }

    /** The page of the frame that keeps data for tools, where that is not the LMS's own page. */
    public String storageFrame() {
        return endpointsUrl + "/lti/storage";
    }

    public String registration() {
        return baseUrl + "/lti/register";
    }

    /** Where a tool registers that was shown this token. */
    String registrationWith(String token) {
        return temperament.has(Trait.REGISTRATION_TOKEN_IN_ADDRESS)
                ? new FormPost(registration(), Map.of("registration_token", token)).asAddress()
                : registration();
    }

    String registration(String clientId) {
        return registration() + "/" + clientId;
    }

    /** The tool's registration page with what it needs to know (LTI Dynamic Registration 1.0 §3.3). */
    public String toolRegistration(String toolRegistration, String token) {
        boolean tokenInAddress = temperament.has(Trait.REGISTRATION_TOKEN_IN_ADDRESS);
        String configuration = tokenInAddress || temperament.has(Trait.CONFIGURATION_BEHIND_TOKEN)
                ? new FormPost(openidConfiguration(), Map.of("registration_token", token)).asAddress()
                : openidConfiguration();
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("openid_configuration", configuration);
        if (!tokenInAddress && !temperament.has(Trait.NO_REGISTRATION_TOKEN)) {
            parameters.put("registration_token", token);
        }
        return new FormPost(toolRegistration, parameters).asAddress();
    }

    String deepLinkReturn(String courseId, String requestId) {
        return baseUrl + "/lti/deep-link-return?course=" + courseId + "&request=" + requestId;
    }

    String launchReturn(String activityId) {
        return baseUrl + "/course/return?activity=" + activityId;
    }

    String members(Course course, RegisteredTool tool) {
        return baseUrl + "/lti/services/CourseSection/" + course.id() + "/bindings/" + tool.deploymentId()
                + "/memberships";
    }

    String groups(Course course) {
        return baseUrl + "/lti/services/" + course.id() + "/groups";
    }

    String groupSets(Course course) {
        return baseUrl + "/lti/services/" + course.id() + "/groupsets";
    }

    String lineItems(Course course, RegisteredTool tool) {
        return baseUrl + "/lti/services/" + course.id() + "/lineitems" + typeOf(tool);
    }

    String lineItem(RegisteredTool tool, LineItem item) {
        return lineItemPath(item) + typeOf(tool);
    }

    String results(RegisteredTool tool, LineItem item) {
        return lineItemPath(item) + "/results" + typeOf(tool);
    }

    private String lineItemPath(LineItem item) {
        return baseUrl + "/lti/services/" + item.courseId() + "/lineitems/" + item.id() + "/lineitem";
    }

    /** Where a tool says where notices go. */
    String noticeHandlers() {
        return baseUrl + "/lti/services/notice-handlers";
    }

    /** A tool that appends {@code /scores} to the whole address instead of its path misses. */
    private String typeOf(RegisteredTool tool) {
        return temperament.has(Trait.QUERY_IN_SERVICE_ADDRESSES) ? "?type_id=" + tool.deploymentId() : "";
    }
}
