/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What a list of statements is asked for by; all conditions hold together.
 *
 * @param agent fingerprint of an agent
 * @param relatedAgents whether the agent may stand in any of its places
 * @param activity fingerprint of an activity
 * @param relatedActivities whether the activity may stand in any of its places
 * @param authority fingerprint of the only authority whose statements may be seen
 * @param since stored after this
 * @param until stored at this or before
 * @param limit the most statements on a page, at least 1
 * @param ascending oldest first
 * @param from where this page starts, as the page before said
 */
public record StatementQuery(
        Optional<UUID> agent,
        boolean relatedAgents,
        Optional<UUID> verb,
        Optional<UUID> activity,
        boolean relatedActivities,
        Optional<UUID> registration,
        Optional<UUID> authority,
        Optional<Instant> since,
        Optional<Instant> until,
        int limit,
        boolean ascending,
        OptionalLong from) {

    public StatementQuery {
        if (limit < 1) {
            throw new IllegalArgumentException("a page holds at least one statement");
        }
    }

    /** Whether a statement meets the conditions by the time alone at which it was stored. */
    public boolean asksForTimesOnly() {
        return agent.isEmpty() && verb.isEmpty() && activity.isEmpty() && registration.isEmpty() && authority.isEmpty();
    }

    /** The same conditions, oldest first. */
    public StatementQuery upwards(int most, OptionalLong start) {
        return with(most, true, start);
    }

    /** The same conditions for a piece of the page. */
    StatementQuery piece(int most, OptionalLong start) {
        return with(most, ascending, start);
    }

    private StatementQuery with(int most, boolean oldestFirst, OptionalLong start) {
        return new StatementQuery(
                agent,
                relatedAgents,
                verb,
                activity,
                relatedActivities,
                registration,
                authority,
                since,
                until,
                most,
                oldestFirst,
                start);
    }
}
