/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import khue.tools.catalogue.LearningTool;
import khue.tools.catalogue.ToolCatalogue;
import khue.tools.lti.deeplinking.DeepLinking;
import khue.tools.lti.deeplinking.LinkParameters;
import khue.tools.lti.members.Course;
import khue.tools.lti.members.CourseGroups;
import khue.tools.lti.members.CourseRole;
import khue.tools.lti.members.Courses;
import khue.tools.lti.members.Roster;
import khue.tools.lti.notices.NoticeSubscriptions;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.platforms.Platforms;
import khue.tools.lti.protocol.LaunchMessage;
import khue.tools.lti.protocol.LaunchReason;
import khue.tools.lti.protocol.LaunchRejected;
import khue.tools.people.People;
import khue.tools.people.Person;
import khue.tools.people.PersonName;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Languages;
import khue.tools.web.Visitor;
import khue.tools.web.Visits;

/**
 * Turns a launch that passed every check into a visit: the person, the course, the person's role in it, the link, and where to go. All of
 * it in one transaction: a launch that leads nowhere leaves nothing.
 */
@ApplicationScoped
@Transactional
class Arrivals {

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /**
     * @param secret for the visitor's cookie
     * @param path below {@code /tools}
     */
    record Arrival(String secret, String path) {}

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Platforms platforms;

    @Inject
    private People people;

    @Inject
    private Courses courses;

    @Inject
    private Roster roster;

    @Inject
    private CourseGroups groups;

    @Inject
    private NoticeSubscriptions subscriptions;

    @Inject
    private ToolCatalogue catalogue;

    @Inject
    private DeepLinking deepLinking;

    @Inject
    private Visits visits;

    @Inject
    private CurrentVisit current;

    @Inject
    private Clock clock;

    /** @param inAFrame whether the LMS's pages may frame ours in this visit */
    Arrival arrive(Platform platform, LaunchMessage message, boolean inAFrame) {
        return switch (message.type()) {
            case RESOURCE_LINK -> open(platform, message, inAFrame);
            case DEEP_LINKING -> add(platform, message, inAFrame);
        };
    }

    private Arrival open(Platform platform, LaunchMessage message, boolean inAFrame) {
        CourseRole role = CourseRole.of(message.roles());
        Course course = course(platform, message);
        ResourceLink link = link(platform, course, message);
        LearningTool tool = tool(link);
        Visitor visitor = visitor(platform, message, course, role, Optional.of(link.id()), inAFrame);
        return new Arrival(visits.begin(visitor), tool.arrival(visitor));
    }

    private Arrival add(Platform platform, LaunchMessage message, boolean inAFrame) {
        CourseRole role = CourseRole.of(message.roles());
        if (role != CourseRole.TEACHER) {
            throw new LaunchRejected(
                    LaunchReason.DEEP_LINKING_NOT_A_TEACHER,
                    "roles " + message.roles().uris());
        }
        List<LearningTool> tools = catalogue.all();
        Course course = course(platform, message);
        Visitor visitor = visitor(platform, message, course, role, Optional.empty(), inAFrame);
        UUID visit = UUID.randomUUID();
        String secret = visits.begin(visit, visitor);
        // The visit's row must be there before the request's, which refers to it.
        entities.flush();
        deepLinking.asked(visit, platform, message);
        return new Arrival(secret, tools.size() == 1 ? tools.get(0).newLink() : DeepLinking.CHOOSER);
    }

    private Visitor visitor(
            Platform platform,
            LaunchMessage message,
            Course course,
            CourseRole role,
            Optional<UUID> link,
            boolean inAFrame) {
        Person person = people.known(
                platform.id(),
                message.subject(),
                PersonName.of(
                        message.names().name(),
                        message.names().givenName(),
                        message.names().familyName()));
        roster.seen(course.id(), person.id(), role);
        groups.toldByLaunch(
                course, person.id(), Optional.ofNullable(message.custom().get(CourseGroups.PARAMETER)));
        return new Visitor(
                audience(role),
                Optional.of(person.id()),
                Optional.of(course.id()),
                link,
                Optional.empty(),
                language(message),
                message.presentation().returnUrl().filter(platform.registration()::owns),
                inAFrame ? Optional.of(String.join(" ", platform.registration().origins())) : Optional.empty());
    }

    private static Audience audience(CourseRole role) {
        return switch (role) {
            case TEACHER -> Audience.TEACHER;
            case LEARNER -> Audience.LEARNER;
            case OBSERVER -> Audience.OBSERVER;
        };
    }

    private Locale language(LaunchMessage message) {
        return message.presentation().locale().flatMap(Languages::of).orElseGet(current::locale);
    }

    private Course course(Platform platform, LaunchMessage message) {
        var context = message.context().orElseThrow();
        UUID deployment = platforms.known(platform.id(), message.deploymentId()).id();
        // An address on another host is not the platform's to name: it is as if it had named none.
        Course course = courses.known(
                deployment,
                context.id(),
                context.label(),
                context.title(),
                message.services().memberships().filter(platform.registration()::owns),
                message.services().lineItems().filter(platform.registration()::owns));
        course.hasGroupsAt(
                message.services().groups().filter(platform.registration()::owns),
                message.services().groupSets().filter(platform.registration()::owns));
        subscriptions.offered(platform, deployment, message.services());
        return course;
    }

    private ResourceLink link(Platform platform, Course course, LaunchMessage message) {
        var claim = message.resourceLink().orElseThrow();
        entities.createNativeQuery("""
                        INSERT INTO resource_link (id, course_id, lti_id, created_at)
                        VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING
                        """)
                .setParameter(1, UUID.randomUUID())
                .setParameter(2, course.id())
                .setParameter(3, claim.id())
                .setParameter(4, now())
                .executeUpdate();
        ResourceLink link = entities.createQuery(
                        "SELECT l FROM ResourceLink l WHERE l.courseId = :course AND l.ltiId = :id", ResourceLink.class)
                .setParameter("course", course.id())
                .setParameter("id", claim.id())
                .getSingleResult();
        link.isDescribed(claim.title(), message.services().lineItem().filter(platform.registration()::owns));
        opensWhatItCarries(link, message);
        return link;
    }

    /** What deep linking put into the link comes back with every launch; a tool that we do not have, or no id, is garbage and ignored. */
    private void opensWhatItCarries(ResourceLink link, LaunchMessage message) {
        Optional<String> tool = Optional.ofNullable(message.custom().get(LinkParameters.TOOL))
                .filter(id -> catalogue.find(id).isPresent());
        Optional<UUID> item = Optional.ofNullable(message.custom().get(LinkParameters.ITEM))
                .filter(text -> UUID_TEXT.matcher(text).matches())
                .map(UUID::fromString);
        if (tool.isPresent() && item.isPresent()) {
            link.opens(tool.get(), item.get());
        }
    }

    /** The tool that the link opens; where there is only one, a link that says nothing opens that one. */
    private LearningTool tool(ResourceLink link) {
        List<LearningTool> all = catalogue.all();
        return link.tool()
                .flatMap(catalogue::find)
                .or(() -> all.stream().filter(only -> all.size() == 1).findFirst())
                .orElseThrow(() -> new LaunchRejected(
                        LaunchReason.TOOL_UNKNOWN, "the link says none of " + all.size() + " tools"));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
