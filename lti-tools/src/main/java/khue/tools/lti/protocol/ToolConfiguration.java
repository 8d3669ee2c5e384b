/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import java.net.URI;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What we ask a platform to register: who we are, where we are, and no more about people than their names.
 *
 * @param domain host and, unless it is the scheme's own, port
 * @see <a href="https://www.imsglobal.org/spec/lti-dr/v1p0#tool-configuration">Dynamic Registration 1.0, §3.5.2</a>
 */
public record ToolConfiguration(
        String name, String description, String domain, URI login, URI launch, URI jwks, URI logo) {

    static final String CLAIM = "https://purl.imsglobal.org/spec/lti-tool-configuration";

    /** What our tools use: the grades of our own links, and who is in the course. */
    public static final List<String> SCOPES = List.of(
            "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem",
            "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly",
            "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly",
            "https://purl.imsglobal.org/spec/lti-ags/scope/score",
            "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly");

    /** What our tools use besides, of a platform that says that it has them: the course's groups, and news of it. */
    private static final List<String> UNUSUAL_SCOPES = List.of(
            "https://purl.imsglobal.org/spec/lti-gs/scope/contextgroup.readonly",
            "https://purl.imsglobal.org/spec/lti/scope/noticehandlers");

    /** The custom parameters that tell what a course and a link were copied from; a platform that does not know sends them unfilled. */
    static final String CONTEXT_HISTORY = "khue_context_history";

    static final String LINK_HISTORY = "khue_link_history";

    /** The custom parameter that tells the ids of the groups that whoever launches is in, where there is no service for groups. */
    public static final String GROUPS = "khue_groups";

    private static final Map<String, String> CUSTOM = new TreeMap<>(Map.of(
            CONTEXT_HISTORY,
            "$Context.id.history",
            LINK_HISTORY,
            "$ResourceLink.id.history",
            GROUPS,
            "$Moodle.Person.userGroupIds"));

    /** What every platform has, and so what a platform has that does not say. */
    private static final Set<MessageType> USUAL = EnumSet.of(MessageType.RESOURCE_LINK, MessageType.DEEP_LINKING);

    /** The names that a page shows; no e-mail address, no picture. */
    private static final List<String> CLAIMS = List.of("iss", "sub", "name", "given_name", "family_name");

    /** The body of the registration request, without scopes and messages that the platform does not have: some refuse it all for one. */
    public String requestTo(PlatformConfiguration platform) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("application_type", "web");
        request.put("response_types", List.of("id_token"));
        request.put("grant_types", List.of("implicit", "client_credentials"));
        request.put("initiate_login_uri", login.toString());
        request.put("redirect_uris", List.of(launch.toString()));
        request.put("client_name", name);
        request.put("jwks_uri", jwks.toString());
        request.put("logo_uri", logo.toString());
        request.put("token_endpoint_auth_method", "private_key_jwt");
        request.put("id_token_signed_response_alg", "RS256");
        request.put(
                "scope",
                Stream.concat(
                                SCOPES.stream()
                                        .filter(scope -> platform.scopes().isEmpty()
                                                || platform.scopes().contains(scope)),
                                UNUSUAL_SCOPES.stream().filter(platform.scopes()::contains))
                        .collect(Collectors.joining(" ")));
        request.put(CLAIM, toolConfiguration(platform));
        return Json.write(request);
    }

    private Map<String, Object> toolConfiguration(PlatformConfiguration platform) {
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("domain", domain);
        configuration.put("description", description);
        configuration.put("target_link_uri", launch.toString());
        configuration.put("custom_parameters", CUSTOM);
        configuration.put("claims", CLAIMS);
        configuration.put("messages", messages(platform));
        return configuration;
    }

    private List<Map<String, Object>> messages(PlatformConfiguration platform) {
        return Stream.of(MessageType.values())
                .flatMap(type -> nameAt(platform, type).stream())
                .map(name ->
                        Map.<String, Object>of("type", name, "target_link_uri", launch.toString(), "label", this.name))
                .toList();
    }

    /** What the platform calls a message that it sends. */
    private static Optional<String> nameAt(PlatformConfiguration platform, MessageType type) {
        return platform.messages().isEmpty()
                ? Optional.of(type.claim()).filter(claim -> USUAL.contains(type))
                : type.names().stream().filter(platform.messages()::contains).findFirst();
    }
}
