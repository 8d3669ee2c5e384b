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
    private Clock clock;

    @Resource
    private ManagedExecutorService executor;

    void refresh(Course course) {
        Instant now = clock.instant();
        failed.values().removeIf(when -> when.plus(REST).isBefore(now));
        boolean fresh = course.rosterReadAt()
                .filter(read -> read.plus(FRESH).isAfter(now))
                .isPresent();
        if (fresh || course.membershipsUrl().isEmpty() || failed.containsKey(course.id())) {
            return;
        }
        UUID id = course.id();
        URI memberships = URI.create(course.membershipsUrl().get());
        await(underWay.computeIfAbsent(id, unread -> executor.submit(() -> read(id, memberships))), id);
    }

    private void await(Future<?> reading, UUID course) {
        try {
            reading.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            LOG.fine(() -> "The LMS is still telling the members of course " + course);
        } catch (ExecutionException failure) {
            LOG.log(Level.WARNING, failure.getCause(), () -> "The members of course " + course + " could not be read");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(UUID course, URI memberships) {
        Instant asOf = clock.instant();
        try {
            Platform platform = platforms.ofCourse(course).orElseThrow();
            List<MembershipService.Member> members = new MembershipService(
                            request -> services.send(platform, MembershipService.SCOPES, request))
                    .read(memberships);
            keeping.keep(course, platform.id(), members, asOf, memberships);
        } catch (IOException | RuntimeException failure) {
            failed.put(course, clock.instant());
            LOG.log(Level.WARNING, failure, () -> "The members of course " + course + " could not be read");
        } finally {
            underWay.remove(course);
        }
    }
}
