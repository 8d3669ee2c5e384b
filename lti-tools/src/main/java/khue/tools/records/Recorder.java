/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import khue.tools.lti.members.Courses;
import khue.tools.outbox.Outbox;
import khue.tools.people.LeftAlone;
import khue.tools.settings.Settings;
import khue.tools.web.CurrentVisit;

/**
 * Writes what happened to the outbox, in the transaction of the tool that says so: the work and its record are kept together or not at
 * all. Delivery to the store happens afterwards.
 */
@ApplicationScoped
public class Recorder {

    @Inject
    private Outbox outbox;

    @Inject
    private Pseudonyms pseudonyms;

    @Inject
    private Courses courses;

    @Inject
    private SchoolYears schoolYears;

    @Inject
    private CurrentVisit visit;

    @Inject
    private Settings settings;

    @Inject
    private LeftAlone leftAlone;

    @Inject
    private Clock clock;

    /**
     * To be called while a person's request is answered: the language that the person works in is a part of the statement.
     *
     * @return the statement's id; of one that is not sent, where it would be about somebody who is left alone
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public UUID record(ToolEvent event) {
        Instant now = clock.instant();
        UUID id = UUID.randomUUID();
        if (leftAlone.isLeftAlone(event.actor())
                || event.subject().filter(leftAlone::isLeftAlone).isPresent()) {
            return id;
        }
        var circumstances = new StatementWriter.Circumstances(
                id, now, visit.locale(), courses.school(event.course()), schoolYears.at(now));
        var writer = new StatementWriter(settings.iriBase(), pseudonyms::of);
        outbox.add(
                StatementCarrier.QUEUE,
                id,
                Optional.empty(),
                writer.write(withoutThoseLeftAlone(event), circumstances).toString());
        return id;
    }

    private ToolEvent withoutThoseLeftAlone(ToolEvent event) {
        return event.withTeam(event.team().stream()
                .filter(member -> !leftAlone.isLeftAlone(member))
                .toList());
    }

    /**
     * What was recorded does not count any more: a statement that voids it. It follows the other one through the same queue, and so never
     * comes before it.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void takeBack(UUID statement, UUID actor) {
        UUID id = UUID.randomUUID();
        var writer = new StatementWriter(settings.iriBase(), pseudonyms::of);
        outbox.add(
                StatementCarrier.QUEUE,
                id,
                Optional.empty(),
                writer.voiding(id, statement, actor, clock.instant()).toString());
    }
}
