/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.members;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.platforms.Platforms;
import khue.tools.lti.platforms.ServiceCalls;

/**
 * Reads the member list of a course whose list we have is old, while somebody waits for a page: the page waits a moment, the reading goes
 * on without it, and the next page has what it found.
 */
@ApplicationScoped
class RosterReading {

    /** A list that was read more recently is not read again. */
    static final Duration FRESH = Duration.ofMinutes(5);

    /** However well an LMS tells what has changed, the whole list is read again after so long. */
    static final Duration COMPLETE = Duration.ofDays(1);

    /** How long a page waits for the LMS. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    /** An LMS that could not be read is left alone for so long, so that not every page waits for it. */
    static final Duration REST = Duration.ofMinutes(1);

    private static final Logger LOG = Logger.getLogger(RosterReading.class.getName());

    private final Map<UUID, Future<?>> underWay = new ConcurrentHashMap<>();
    private final Map<UUID, Instant> failed = new ConcurrentHashMap<>();

    @Inject
    private Platforms platforms;

    @Inject
    private ServiceCalls services;

    @Inject
    private RosterKeeping keeping;

    @Inject
    private CourseGroups groups;

    @Inject
    private LinkMembers linkMembers;

    @Inject
    private Clock clock;

    @Resource
    private ManagedExecutorService executor;

    void refresh(Course course) {
        refresh(course, course.id(), course.rosterReadAt(), () -> read(course));
    }

    /** Reads who may open the link. */
    void refresh(Course course, UUID link) {
        linkMembers
                .find(link)
                .ifPresent(found -> refresh(course, link, found.readAt(), () -> read(course, link, found.ltiId())));
    }

    private void refresh(Course course, UUID id, Optional<Instant> readAt, Reading reading) {
        Instant now = clock.instant();
        failed.values().removeIf(when -> when.plus(REST).isBefore(now));
        boolean fresh = readAt.filter(read -> read.plus(FRESH).isAfter(now)).isPresent();
        if (fresh || course.membershipsUrl().isEmpty() || failed.containsKey(id)) {
            return;
        }
        await(underWay.computeIfAbsent(id, unread -> executor.submit(() -> read(id, reading))), id);
    }

    private void await(Future<?> reading, UUID id) {
        try {
            reading.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            LOG.fine(() -> "The LMS is still telling the members of " + id);
        } catch (ExecutionException failure) {
            LOG.log(Level.WARNING, failure.getCause(), () -> "The members of " + id + " could not be read");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** What an LMS tells about a course or a link, kept. */
    private interface Reading {
        void read() throws IOException;
    }

    private void read(UUID id, Reading reading) {
        try {
            reading.read();
        } catch (IOException | RuntimeException failure) {
            failed.put(id, clock.instant());
            LOG.log(Level.WARNING, failure, () -> "The members of " + id + " could not be read");
        } finally {
            underWay.remove(id);
        }
    }

    private void read(Course course) throws IOException {
        Platform platform = platforms.ofCourse(course.id()).orElseThrow();
        boolean withGroups = course.groupsUrl().isPresent() && readGroups(course, platform);
        MembershipService service = service(platform);
        if (!readChanges(course, platform, service)) {
            readAll(course, platform, service, withGroups);
        }
    }

    private void read(Course course, UUID link, String ltiId) throws IOException {
        Instant asOf = clock.instant();
        Platform platform = platforms.ofCourse(course.id()).orElseThrow();
        URI memberships = URI.create(course.membershipsUrl().orElseThrow());
        linkMembers.keep(link, platform.id(), service(platform).readLearnersOf(memberships, ltiId), asOf);
    }

    private MembershipService service(Platform platform) {
        return new MembershipService(request -> services.send(platform, MembershipService.SCOPES, request));
    }

    private void readAll(Course course, Platform platform, MembershipService service, boolean withGroups)
            throws IOException {
        Instant asOf = clock.instant();
        URI memberships = URI.create(course.membershipsUrl().orElseThrow());
        keeping.keep(course.id(), platform.id(), service.read(memberships, withGroups), asOf, memberships);
    }

    /** Whether that was enough; an LMS may tell no changes, or none any more. */
    private boolean readChanges(Course course, Platform platform, MembershipService service) {
        Instant asOf = clock.instant();
        boolean worthwhile = course.rosterCompleteAt()
                .filter(complete -> complete.plus(COMPLETE).isAfter(asOf))
                .isPresent();
        if (!worthwhile || course.changesUrl().isEmpty()) {
            return false;
        }
        URI source = URI.create(course.membershipsUrl().orElseThrow());
        try {
            MembershipService.Listing changes =
                    service.readChanges(URI.create(course.changesUrl().get()));
            keeping.keepChanges(course.id(), platform.id(), changes, asOf, source);
            return true;
        } catch (IOException notAnyMore) {
            LOG.log(Level.FINE, notAnyMore, () -> "The changes in course " + course.id() + " could not be read");
            return false;
        }
    }

    /** An LMS that does not tell its groups still tells its members. */
    private boolean readGroups(Course course, Platform platform) {
        try {
            List<GroupService.Group> found = new GroupService(
                            request -> services.send(platform, GroupService.SCOPES, request))
                    .read(
                            URI.create(course.groupsUrl().orElseThrow()),
                            course.groupSetsUrl().map(URI::create));
            groups.keep(course.id(), found);
            return true;
        } catch (IOException | RuntimeException failure) {
            LOG.log(Level.WARNING, failure, () -> "The groups of course " + course.id() + " could not be read");
            return false;
        }
    }
}
