/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a token that passed every check says: who launches what, where and in which role. Each text in it was typed by somebody in the LMS
 * and each address is the LMS's word: texts are to be escaped, addresses to be checked against the platform before they are used.
 *
 * @param subject who launches, as the platform calls the person
 * @param custom the parameters that the link or the tool's set-up carries; variables that the platform did not fill in are left out
 * @param forUser whom the message is about, where that is not who launches; as the platform calls the person
 * @see <a href="https://www.imsglobal.org/spec/lti/v1p3/#required-message-claims">LTI 1.3, §5.3 and §5.4</a>
 */
public record LaunchMessage(
        MessageType type,
        String deploymentId,
        String subject,
        Names names,
        Roles roles,
        Optional<Context> context,
        Optional<ResourceLink> resourceLink,
        Map<String, String> custom,
        Services services,
        Presentation presentation,
        Optional<DeepLinkingSettings> deepLinking,
        Optional<String> forUser) {

    static final String CLAIM = "https://purl.imsglobal.org/spec/lti/claim/";

    private static final String DEEP_LINKING_SETTINGS =
            "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings";
    private static final String GRADES = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint";
    private static final String MEMBERS = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice";
    private static final String GROUPS = "https://purl.imsglobal.org/spec/lti-gs/claim/groupsservice";
    private static final String NOTICES = CLAIM + "platformnotificationservice";

    private static final int LONGEST_ID = 255;
    private static final Pattern VARIABLE_NOT_FILLED_IN = Pattern.compile("\\$[A-Za-z]+(\\.[A-Za-z]+)+");

    /** As the person's profile has them; any may be missing. OpenID Connect Core 1.0, §5.1. */
    public record Names(Optional<String> name, Optional<String> givenName, Optional<String> familyName) {}

    /** The course. §5.4.1. */
    public record Context(String id, Optional<String> label, Optional<String> title) {}

    /** The link in the course. §5.3.5. */
    public record ResourceLink(String id, Optional<String> title) {}

    /**
     * Where the services are, if the platform offers them here.
     *
     * @param lineItems AGS 2.0, §3.1: the context's line items
     * @param lineItem AGS 2.0, §3.1: the one line item of this link
     * @param gradeScopes AGS 2.0, §3.1: what an access token may be asked for
     * @param memberships NRPS 2.0, §3.6.1.1
     * @param groups Course Groups Service 1.0, §3.1
     * @param groupSets Course Groups Service 1.0, §3.1; an LMS need not have any
     * @param noticeHandlers Platform Notification Service 1.0: where we say where notices go
     * @param noticeTypes Platform Notification Service 1.0: the notices that there are
     */
    public record Services(
            Optional<String> lineItems,
            Optional<String> lineItem,
            Set<String> gradeScopes,
            Optional<String> memberships,
            Optional<String> groups,
            Optional<String> groupSets,
            Optional<String> noticeHandlers,
            Set<String> noticeTypes) {}

    /**
     * How the platform shows us. §5.4.4.
     *
     * @param locale a language tag as it came, perhaps garbage
     * @param returnUrl as it came: to be checked against the platform
     */
    public record Presentation(Optional<String> locale, Optional<String> returnUrl) {}

    /**
     * What the platform accepts in answer to a deep linking request.
     *
     * @param returnUrl as it came: to be checked against the platform
     * @param data opaque; goes back as it came, and only if it came
     * @param acceptLineItem empty when the platform does not say
     * @see <a href="https://www.imsglobal.org/spec/lti-dl/v2p0#deep-linking-settings">Deep Linking 2.0, §4.4.1</a>
     */
    public record DeepLinkingSettings(
            String returnUrl,
            List<String> acceptTypes,
            boolean acceptMultiple,
            Optional<Boolean> acceptLineItem,
            Optional<String> data) {

        public boolean acceptsResourceLinks() {
            return acceptTypes.contains("ltiResourceLink");
        }
    }

    public LaunchMessage {
        custom = Map.copyOf(custom);
    }

    /** Reads everything that no rule demands; {@link LaunchValidator} has checked the rest. */
    static LaunchMessage of(MessageType type, String deploymentId, String subject, Claims claims) {
        return new LaunchMessage(
                type,
                deploymentId,
                subject,
                new Names(claims.text("name"), claims.text("given_name"), claims.text("family_name")),
                Roles.of(claims.texts(CLAIM + "roles")),
                context(claims.object(CLAIM + "context")),
                resourceLink(claims.object(CLAIM + "resource_link")),
                custom(claims.object(CLAIM + "custom")),
                services(claims),
                presentation(claims.object(CLAIM + "launch_presentation")),
                deepLinking(claims),
                forUser(claims.object(CLAIM + "for_user")));
    }

    private static Optional<Context> context(Claims claim) {
        return claim.identifier("id", LONGEST_ID).map(id -> new Context(id, claim.text("label"), claim.text("title")));
    }

    private static Optional<ResourceLink> resourceLink(Claims claim) {
        return claim.identifier("id", LONGEST_ID).map(id -> new ResourceLink(id, claim.text("title")));
    }

    private static Map<String, String> custom(Claims claim) {
        Map<String, String> custom = new LinkedHashMap<>(claim.plainMembers());
        custom.values().removeIf(value -> VARIABLE_NOT_FILLED_IN.matcher(value).matches());
        return custom;
    }

    private static Services services(Claims claims) {
        Claims grades = claims.object(GRADES);
        Claims groups = claims.object(GROUPS);
        Claims notices = claims.object(NOTICES);
        return new Services(
                grades.text("lineitems"),
                grades.text("lineitem"),
                new HashSet<>(grades.texts("scope")),
                claims.object(MEMBERS).text("context_memberships_url"),
                groups.text("context_groups_url"),
                groups.text("context_group_sets_url"),
                notices.text("platform_notification_service_url"),
                new HashSet<>(notices.texts("notice_types_supported")));
    }

    private static Presentation presentation(Claims claim) {
        return new Presentation(claim.text("locale"), claim.text("return_url"));
    }

    private static Optional<DeepLinkingSettings> deepLinking(Claims claims) {
        Claims claim = claims.object(DEEP_LINKING_SETTINGS);
        return claim.text("deep_link_return_url")
                .map(returnUrl -> new DeepLinkingSettings(
                        returnUrl,
                        claim.texts("accept_types"),
                        claim.flag("accept_multiple").orElse(true),
                        claim.flag("accept_lineitem"),
                        claim.opaque("data")));
    }

    /** Submission Review 1.0 says {@code user_id}; some platforms' data privacy launches say {@code id}. */
    private static Optional<String> forUser(Claims claim) {
        return claim.identifier("user_id", LONGEST_ID).or(() -> claim.identifier("id", LONGEST_ID));
    }

    /** The contexts that this one was copied from, the latest copy first; none where the platform does not say. */
    public List<String> contextHistory() {
        return history(ToolConfiguration.CONTEXT_HISTORY);
    }

    /** The links that this one was copied from, the latest copy first; none where the platform does not say. */
    public List<String> linkHistory() {
        return history(ToolConfiguration.LINK_HISTORY);
    }

    /**
     * A list with commas between, each id escaped as in a URL.
     *
     * @see <a href="https://www.imsglobal.org/spec/lti/v1p3/#customproperty">LTI 1.3, custom properties: {@code Context.id.history}</a>
     */
    private List<String> history(String parameter) {
        return Stream.of(custom.getOrDefault(parameter, "").split(","))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .map(LaunchMessage::unescaped)
                .toList();
    }

    private static String unescaped(String id) {
        try {
            return URLDecoder.decode(id, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEscaped) {
            return id;
        }
    }
}
