/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import khue.samplelms.school.Activity;
import khue.samplelms.school.Course;
import khue.samplelms.school.LineItem;
import khue.samplelms.school.Person;
import khue.samplelms.school.RegisteredTool;
import khue.samplelms.school.Role;
import khue.samplelms.school.School;
import khue.samplelms.temperament.Temperament;
import khue.samplelms.temperament.Trait;

/** Writes the id_token of a launch: the claims that Moodle 4.5 sends, as the temperament wants them. */
public final class IdTokens {
    private final School school;
    private final Addresses addresses;
    private final SigningKeys keys;
    private final DeepLinkingRequests deepLinking;
    private final String platformName;
    private final Temperament temperament;
    private final Clock clock;
    private final AtomicReference<TokenTampering> tampering = new AtomicReference<>(TokenTampering.none());
    private volatile String lastToken = "";

    public IdTokens(
            School school,
            Addresses addresses,
            SigningKeys keys,
            DeepLinkingRequests deepLinking,
            String platformName,
            Temperament temperament,
            Clock clock) {
        this.school = school;
        this.addresses = addresses;
        this.keys = keys;
        this.deepLinking = deepLinking;
        this.platformName = platformName;
        this.temperament = temperament;
        this.clock = clock;
    }

    /** Spoils the next token, and only that one. */
    public void tamperWithNext(TokenTampering newTampering) {
        tampering.set(newTampering);
    }

    /** The token sent last, as it was sent; empty text before the first. */
    public String lastToken() {
        return lastToken;
    }

    /** The fields of the form that takes the token to the tool. */
    Map<String, String> answer(RegisteredTool tool, Person person, Launches.Launch launch, String nonce, String state) {
        TokenDraft draft = new TokenDraft(keys.current(), claims(tool, person, launch, nonce), state, lastToken);
        tampering.getAndSet(TokenTampering.none()).tamper(draft);
        lastToken = draft.token();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("id_token", lastToken);
        fields.put("state", draft.state());
        if (temperament.has(Trait.ANSWER_WITH_MORE_FIELDS)) {
            fields.put("utf8", "✓");
            fields.put("authenticity_token", launch.id());
            temperament.storageFrame().ifPresent(frame -> fields.put("lti_storage_target", frame));
        }
        return fields;
    }

    /** Where the person ends up: the activity's own address, the line item's for reviews, or the one that the tool registered for the message. */
    static String targetLinkUri(School school, RegisteredTool tool, Launches.Launch launch) {
        if (launch.messageType().equals(Lti.RESOURCE_LINK_REQUEST)) {
            return school.findActivity(launch.activityId()).map(Activity::url).orElse(tool.targetLinkUri());
        }
        if (launch.messageType().equals(Lti.SUBMISSION_REVIEW_REQUEST)) {
            return reviewed(school, launch).map(LineItem::reviewUrl).orElse(tool.targetLinkUri());
        }
        return tool.message(launch.messageType())
                .map(RegisteredTool.Message::targetLinkUri)
                .filter(uri -> !uri.isEmpty())
                .orElse(tool.targetLinkUri());
    }

    private static Optional<LineItem> reviewed(School school, Launches.Launch launch) {
        return school.findActivity(launch.activityId())
                .flatMap(school::lineItemOf)
                .filter(item -> launch.messageType().equals(Lti.SUBMISSION_REVIEW_REQUEST));
    }

    private Map<String, Object> claims(RegisteredTool tool, Person person, Launches.Launch launch, String nonce) {
        Optional<Activity> activity = school.findActivity(launch.activityId());
        Course course = school.findCourse(launch.courseId()).orElse(Course.SAMPLE);
        long now = clock.instant().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("nonce", nonce);
        claims.put("iat", now);
        claims.put("exp", now + temperament.tokenLifetime().toSeconds());
        claims.put("iss", addresses.issuer());
        claims.put("aud", temperament.has(Trait.AUDIENCE_AS_ARRAY) ? List.of(tool.clientId()) : tool.clientId());
        if (temperament.has(Trait.AUTHORIZED_PARTY)) {
            claims.put("azp", tool.clientId());
        }
        claims.put("sub", person.id());
        claims.putAll(personal(tool, person));
        claims.put(Lti.CLAIM + "version", "1.3.0");
        claims.put(Lti.CLAIM + "message_type", launch.messageType());
        claims.put(Lti.CLAIM + "deployment_id", tool.deploymentId());
        claims.put(Lti.CLAIM + "target_link_uri", targetLinkUri(school, tool, launch));
        claims.put(Lti.CLAIM + "roles", roles(person));
        claims.put(
                Lti.CLAIM + "context",
                Map.of(
                        "id", course.id(),
                        "label", course.label(),
                        "title", course.title(),
                        "type", List.of("CourseSection")));
        activity.ifPresent(link -> claims.put(Lti.CLAIM + "resource_link", resourceLink(link)));
        claims.put(
                Lti.CLAIM + "lis",
                Map.of("person_sourcedid", person.sourcedId(), "course_section_sourcedid", course.sourcedId()));
        claims.put(Lti.CLAIM + "ext", Map.of("user_username", person.username(), "lms", temperament.name()));
        claims.put(Lti.CLAIM + "launch_presentation", presentation(launch));
        claims.put(
                Lti.CLAIM + "tool_platform",
                Map.of(
                        "product_family_code",
                        temperament.productFamily(),
                        "version",
                        "1",
                        "guid",
                        addresses.issuer(),
                        "name",
                        platformName));
        claims.put(Lti.CLAIM + "custom", custom(tool, person, course, activity, launch));
        school.people()
                .find(launch.aboutPersonId())
                .ifPresent(about -> claims.put(
                        Lti.CLAIM + "for_user", Map.of("user_id", about.id(), "person_sourcedid", about.sourcedId())));
        gradeService(course, tool, activity).ifPresent(service -> claims.put(Lti.GRADES_CLAIM, service));
        if (tool.scopes().contains(Lti.MEMBERS_SCOPE)) {
            claims.put(
                    Lti.MEMBERS_CLAIM,
                    Map.of(
                            "context_memberships_url", addresses.members(course, tool),
                            "service_versions", List.of("1.0", "2.0")));
        }
        if (tool.scopes().contains(Lti.GROUPS_SCOPE)) {
            claims.put(
                    Lti.GROUPS_CLAIM,
                    Map.of(
                            "scope", List.of(Lti.GROUPS_SCOPE),
                            "context_groups_url", addresses.groups(course),
                            "context_group_sets_url", addresses.groupSets(course),
                            "service_versions", List.of("1.0")));
        }
        if (tool.scopes().contains(Lti.NOTICE_HANDLERS_SCOPE)) {
            claims.put(
                    Lti.NOTICES_CLAIM,
                    Map.of(
                            "scope", List.of(Lti.NOTICE_HANDLERS_SCOPE),
                            "platform_notification_service_url", addresses.noticeHandlers(),
                            "notice_types_supported", List.of(Lti.CONTEXT_COPY_NOTICE),
                            "service_versions", List.of("1.0")));
        }
        if (launch.messageType().equals(Lti.DEEP_LINKING_REQUEST)) {
            claims.put(Lti.DEEP_LINKING_CLAIM + "deep_linking_settings", deepLinking.settings(tool, person, launch));
        }
        return claims;
    }

    /** Name and e-mail address, as far as the tool asked for them at registration. */
    private static Map<String, Object> personal(RegisteredTool tool, Person person) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("given_name", person.givenName());
        claims.put("family_name", person.familyName());
        claims.put("name", person.name());
        claims.put("email", person.email());
        claims.keySet().retainAll(tool.claims());
        return claims;
    }

    private static List<String> roles(Person person) {
        List<String> roles = new ArrayList<>();
        roles.add(Lti.MEMBERSHIP_ROLE + person.role().membership());
        if (person.role() == Role.ADMINISTRATOR) {
            roles.add("http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator");
            roles.add("http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator");
        }
        return roles;
    }

    private static Map<String, Object> resourceLink(Activity activity) {
        return Map.of("id", activity.id(), "title", activity.title(), "description", activity.text());
    }

    private Map<String, Object> presentation(Launches.Launch launch) {
        Map<String, Object> presentation = new LinkedHashMap<>();
        presentation.put("locale", launch.locale());
        if (launch.messageType().equals(Lti.RESOURCE_LINK_REQUEST)) {
            presentation.put("document_target", launch.documentTarget());
            presentation.put("return_url", addresses.launchReturn(launch.activityId()));
        }
        return presentation;
    }

    private Map<String, String> custom(
            RegisteredTool tool, Person person, Course course, Optional<Activity> activity, Launches.Launch launch) {
        Map<String, String> parameters = new LinkedHashMap<>(tool.customParameters());
        activity.ifPresent(link -> parameters.putAll(link.custom()));
        reviewed(school, launch).ifPresent(item -> parameters.putAll(item.reviewCustom()));
        return new CustomParameters(person, course, activity, temperament).fill(parameters);
    }

    private Optional<Map<String, Object>> gradeService(
            Course course, RegisteredTool tool, Optional<Activity> activity) {
        List<String> granted =
                Lti.GRADE_SCOPES.stream().filter(tool.scopes()::contains).toList();
        if (granted.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> service = new LinkedHashMap<>();
        service.put("scope", granted);
        service.put("lineitems", addresses.lineItems(course, tool));
        activity.flatMap(school::lineItemOf).ifPresent(item -> service.put("lineitem", addresses.lineItem(tool, item)));
        return Optional.of(service);
    }
}
