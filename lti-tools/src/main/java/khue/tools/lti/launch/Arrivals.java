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
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import khue.tools.catalogue.LearningTool;
import khue.tools.lti.deeplinking.DeepLinking;
import khue.tools.lti.launch.LaunchLog.Circumstances;
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
import khue.tools.web.CurrentVisit;
import khue.tools.web.Languages;
import khue.tools.web.Visitor;
import khue.tools.web.Visits;

/**
 * Turns a launch that passed every check into a visit: the person, the course, the person's role in it, the link, and where to go. All of
 * it in one transaction, with the end of the login and the line in the launch log: a launch that leads nowhere leaves nothing.
 */
@ApplicationScoped
@Transactional
class Arrivals {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Logins logins;

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
    private DeepLinking deepLinking;

    @Inject
    private Visits visits;

    @Inject
    private CurrentVisit current;

    @Inject
    private ResourceLinks links;

    @Inject
    private LinkTargets targets;

    @Inject
    private LaunchLog log;

    /**
     * @param inAFrame whether the LMS's pages may frame ours in this visit
     * @throws LaunchRejected also when somebody else has used the login meanwhile
     */
    Arrival arrive(Login login, LaunchMessage message, boolean inAFrame) {
        logins.useUp(login);
        Platform platform = login.platform();
        Arrival arrival = switch (message.type()) {
            case RESOURCE_LINK -> open(platform, message, inAFrame);
            case DEEP_LINKING -> add(platform, message, inAFrame);
            case SUBMISSION_REVIEW -> review(platform, message, inAFrame);
            case CONTEXT -> chooseInCourse(platform, message, inAFrame);
            // It says what we keep about everybody, and so needs nobody's visit.
            case DATA_PRIVACY -> new Arrival(Optional.empty(), PrivacyController.PATH);
        };
        log.accepted(Circumstances.of(platform).with(message));
        return arrival;
    }

    private Arrival open(Platform platform, LaunchMessage message, boolean inAFrame) {
        Known known = Known.of(entities, platform, message);
        Course course = course(known, platform, message);
        ResourceLink link = links.known(known.link(), platform, course, message);
        Visitor visitor = visitor(known, platform, message, course, Optional.of(link.id()), inAFrame);
        return new Arrival(begin(visitor), path(link, visitor));
    }

    /** Submission Review 1.0: whoever teaches may look at anybody's work, anybody else at the own only. */
    private Arrival review(Platform platform, LaunchMessage message, boolean inAFrame) {
        boolean own = message.forUser().orElseThrow().equals(message.subject());
        if (!own && CourseRole.of(message.roles()) != CourseRole.TEACHER) {
            throw new LaunchRejected(
                    LaunchReason.REVIEW_OF_SOMEBODY_ELSE,
                    "roles " + message.roles().uris());
        }
        Known known = Known.of(entities, platform, message);
        Course course = course(known, platform, message);
        ResourceLink link = links.reviewed(known.link(), platform, course, message);
        Visitor visitor = visitor(known, platform, message, course, Optional.of(link.id()), inAFrame);
        LearningTool tool = targets.tool(link.tool());
        String path = people.find(platform.id(), message.forUser().get())
                .flatMap(pupil -> tool.review(visitor, pupil.id()))
                .orElseGet(() -> tool.arrival(visitor, link.item()));
        return new Arrival(begin(visitor), path);
    }

    private Arrival chooseInCourse(Platform platform, LaunchMessage message, boolean inAFrame) {
        Known known = Known.of(entities, platform, message);
        Course course = course(known, platform, message);
        return new Arrival(
                begin(visitor(known, platform, message, course, Optional.empty(), inAFrame)), CourseController.PATH);
    }

    private Arrival add(Platform platform, LaunchMessage message, boolean inAFrame) {
        if (CourseRole.of(message.roles()) != CourseRole.TEACHER) {
            throw new LaunchRejected(
                    LaunchReason.DEEP_LINKING_NOT_A_TEACHER,
                    "roles " + message.roles().uris());
        }
        Known known = Known.of(entities, platform, message);
        Course course = course(known, platform, message);
        Optional<Arrival.BegunVisit> visit =
                begin(visitor(known, platform, message, course, Optional.empty(), inAFrame));
        // The visit's row must be there before the request's, which refers to it.
        entities.flush();
        deepLinking.asked(visit.orElseThrow().id(), platform, message);
        return new Arrival(visit, deepLinking.start(course.id()));
    }

    private Optional<Arrival.BegunVisit> begin(Visitor visitor) {
        UUID visit = UUID.randomUUID();
        return Optional.of(new Arrival.BegunVisit(visit, visits.begin(visit, visitor)));
    }

    private Visitor visitor(
            Known known,
            Platform platform,
            LaunchMessage message,
            Course course,
            Optional<UUID> link,
            boolean inAFrame) {
        Told told = Told.by(platform, message);
        Person person = known.person()
                .map(found -> found.isCalled(told.name()))
                .orElseGet(() -> people.known(platform.id(), message.subject(), told.name()));
        if (known.membership().filter(found -> found.is(told.role())).isEmpty()) {
            roster.seen(course.id(), person.id(), told.role());
        }
        if (told.groups().isPresent() || known.grouped()) {
            groups.toldByLaunch(course, person.id(), told.groups());
        }
        return told.visitor(person.id(), course.id(), link, language(message), inAFrame);
    }

    private Locale language(LaunchMessage message) {
        return message.presentation().locale().flatMap(Languages::of).orElseGet(current::locale);
    }

    private Course course(Known known, Platform platform, LaunchMessage message) {
        UUID deployment = known.deployment()
                .orElseGet(() -> platforms.known(platform.id(), message.deploymentId()))
                .id();
        subscriptions.offered(platform, deployment, message.services());
        Course.Description description = Told.by(platform, message).course();
        return known.course()
                .map(found -> found.isDescribed(description))
                .orElseGet(() -> courses.known(
                        deployment, message.context().orElseThrow().id(), description));
    }

    private String path(ResourceLink link, Visitor visitor) {
        return targets.tool(link.tool()).arrival(visitor, link.item());
    }
}
