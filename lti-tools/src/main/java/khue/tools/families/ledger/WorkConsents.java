/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.families.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import khue.tools.families.ConsentEnding;
import khue.tools.families.Consents;

/** Consents that a tool asks for one work at a time: the tool keeps them, and the ledger finds them here. */
public interface WorkConsents {

    /** Where such a consent stands. */
    enum State {
        WAITS_FOR_FAMILY,
        WAITS_FOR_SCHOOL,
        SHOWN,
        EXPIRED,
        ENDED
    }

    /**
     * One work that is to be shown.
     *
     * @param title what the work is about
     * @param page where it is decided about, below {@code /tools}
     * @param version of the words that all were asked by
     * @param chosenAt when the child said yes
     * @param agreed the family's yes, by a person or on a paper
     * @param approved the school's
     */
    record OfWork(
            UUID id,
            UUID child,
            String title,
            String page,
            int version,
            State state,
            Instant chosenAt,
            Optional<Yes> agreed,
            Optional<UUID> paper,
            Optional<Yes> approved,
            Optional<Instant> expiresAt,
            Optional<Consents.Ended> ended) {}

    /** @param by empty for a representative on paper */
    record Yes(Optional<String> by, Instant at) {}

    /** Those of these children, the latest first. */
    List<OfWork> of(Collection<UUID> children);

    /**
     * The family's yes, signed on paper.
     *
     * @return whether this child's work waited for it
     */
    boolean agreeOnPaper(UUID child, UUID id, UUID paper, Instant signed);

    /**
     * No, by somebody who may say so for this child: it is hidden with the next request.
     *
     * @return whether there was something to end
     */
    boolean end(UUID child, UUID id, UUID by, ConsentEnding how);
}
