/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.grades;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import khue.tools.outbox.Outbox;

/** The LMS's gradebook as tools see it: a score is queued in the tool's own transaction and sent afterwards, in order. */
@ApplicationScoped
public class Gradebook {

    @Inject
    private Outbox outbox;

    /** A score that was queued before for the same person and link and has not been sent yet is not sent any more. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void send(Score score) {
        outbox.add(
                ScoreCarrier.QUEUE,
                UUID.randomUUID(),
                Optional.of(score.resourceLink() + "/" + score.person()),
                QueuedScore.write(score));
    }
}
