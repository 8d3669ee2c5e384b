/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.records;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import khue.tools.lti.members.Course;
import khue.tools.lti.members.Courses;
import khue.tools.lti.members.RosterRead;
import khue.tools.outbox.Outbox;
import khue.tools.settings.Settings;
import khue.tools.web.Origins;

/** Tells the store how many learners a class has: the number that indicators divide by, and nobody's name. */
@ApplicationScoped
class EnrolmentReports {

    static final String QUEUE = "enrolments";

    /** A number that stays the same is confirmed now and then: reports show as of when it is. */
    private static final Duration CONFIRMED_AFTER = Duration.ofDays(1);

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Courses courses;

    @Inject
    private Outbox outbox;

    @Inject
    private Settings settings;

    @Transactional
    void rosterWasRead(@Observes RosterRead read) {
        Course course = courses.find(read.course()).orElseThrow();
        if (!isNews(read, course)) {
            return;
        }
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("class", settings.iriBase() + "class/" + course.id());
        ObjectNode report = message.putObject("report");
        report.put("label", course.name());
        report.put("school", courses.school(course.id()).orElse(null));
        report.put("learners", read.learners());
        report.put("asOf", read.asOf().toString());
        report.put("source", "NRPS " + Origins.of(read.source()));
        outbox.add(QUEUE, UUID.randomUUID(), Optional.of(course.id().toString()), message.toString());
    }

    private boolean isNews(RosterRead read, Course course) {
        return entities.createNativeQuery("""
                                INSERT INTO enrolment_report AS last (course_id, label, learners, as_of) VALUES (?1, ?2, ?3, ?4)
                                ON CONFLICT (course_id)
                                DO UPDATE SET label = excluded.label, learners = excluded.learners, as_of = excluded.as_of
                                WHERE last.label <> excluded.label OR last.learners <> excluded.learners OR last.as_of < ?5
                                """)
                        .setParameter(1, course.id())
                        .setParameter(2, course.name())
                        .setParameter(3, read.learners())
                        .setParameter(4, read.asOf().atOffset(ZoneOffset.UTC))
                        .setParameter(5, read.asOf().minus(CONFIRMED_AFTER).atOffset(ZoneOffset.UTC))
                        .executeUpdate()
                == 1;
    }
}
