/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import khue.tools.lti.members.Course;
import khue.tools.lti.members.CourseGroups;
import khue.tools.lti.members.CourseRole;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.protocol.LaunchMessage;
import khue.tools.lti.protocol.PlatformRegistration;
import khue.tools.people.PersonName;
import khue.tools.web.Audience;
import khue.tools.web.Visitor;

/**
 * What a launch tells about who comes from where. An address on another host is not the platform's to name: it is as if it had named none.
 *
 * @param groups the ids of the person's groups, where the LMS tells them with each launch
 * @param frameOrigins of the LMS, whose pages may show ours
 */
record Told(
        Course.Description course,
        Optional<String> linkTitle,
        Optional<String> lineItem,
        PersonName name,
        CourseRole role,
        Optional<String> groups,
        Optional<String> returnUrl,
        String frameOrigins) {

    static Told by(Platform platform, LaunchMessage message) {
        PlatformRegistration registration = platform.registration();
        LaunchMessage.Services services = message.services();
        return new Told(
                new Course.Description(
                        message.context().flatMap(LaunchMessage.Context::label),
                        message.context().flatMap(LaunchMessage.Context::title),
                        services.memberships().filter(registration::owns),
                        services.lineItems().filter(registration::owns),
                        services.groups().filter(registration::owns),
                        services.groupSets().filter(registration::owns)),
                message.resourceLink().flatMap(LaunchMessage.ResourceLink::title),
                services.lineItem().filter(registration::owns),
                PersonName.of(
                        message.names().name(),
                        message.names().givenName(),
                        message.names().familyName()),
                CourseRole.of(message.roles()),
                Optional.ofNullable(message.custom().get(CourseGroups.PARAMETER)),
                message.presentation().returnUrl().filter(registration::owns),
                String.join(" ", registration.origins()));
    }

    Audience audience() {
        return switch (role) {
            case TEACHER -> Audience.TEACHER;
            case LEARNER -> Audience.LEARNER;
            case OBSERVER -> Audience.OBSERVER;
        };
    }

    /** @param inAFrame whether the LMS's pages may frame ours in this visit */
    Visitor visitor(UUID person, UUID inCourse, Optional<UUID> link, Locale language, boolean inAFrame) {
        return new Visitor(
                audience(),
                Optional.of(person),
                Optional.of(inCourse),
                link,
                Optional.empty(),
                language,
                returnUrl,
                frameOrigin(inAFrame));
    }

    /** @param inAFrame whether the LMS's pages may frame ours in this visit */
    Optional<String> frameOrigin(boolean inAFrame) {
        return inAFrame ? Optional.of(frameOrigins) : Optional.empty();
    }
}
