/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import khue.xapi.statements.ReceivedStatement;
import khue.xapi.statements.References;

/**
 * A statement with its place in the order of all statements, as rows of the tables {@code statement} and {@code link}
 * hold it.
 *
 * @param links terms that have no column, and whether the filter {@code agent} finds the statement by them
 */
record StatementRow(
        long key,
        ReceivedStatement statement,
        int verb,
        Optional<Integer> actor,
        Optional<Integer> activity,
        int authority,
        Map<Integer, Boolean> links) {

    /** @param numbers the number of each of {@link #fingerprints} of the statement */
    static StatementRow of(long key, ReceivedStatement statement, Map<UUID, Integer> numbers) {
        References references = statement.references();
        int authority = numbers.get(statement.authority());
        Optional<Integer> actor = references.agents().stream().findFirst().map(numbers::get);
        Optional<Integer> activity =
                references.activities().stream().findFirst().map(numbers::get);
        return new StatementRow(
                key,
                statement,
                numbers.get(references.verb()),
                actor,
                activity,
                authority,
                links(references, authority, numbers));
    }

    /** The terms that have no column, and whether the filter {@code agent} finds the statement by them. */
    static Map<Integer, Boolean> links(References references, int authority, Map<UUID, Integer> numbers) {
        Map<Integer, Boolean> links = new HashMap<>();
        references.relatedActivities().forEach(related -> links.put(numbers.get(related), false));
        references.activities().stream().findFirst().map(numbers::get).ifPresent(links::remove);
        references.relatedAgents().forEach(related -> links.put(numbers.get(related), false));
        links.remove(authority);
        references.agents().forEach(direct -> links.put(numbers.get(direct), true));
        references.agents().stream().findFirst().map(numbers::get).ifPresent(links::remove);
        return links;
    }

    Optional<UUID> registration() {
        return statement.references().registration();
    }

    /** The text to keep. */
    String payload() {
        return statement.complete(StatementKey.storedAt(key));
    }

    /** What the dictionary has to know before a row can be made. */
    static Set<UUID> fingerprints(Iterable<ReceivedStatement> statements) {
        Set<UUID> fingerprints = new LinkedHashSet<>();
        for (ReceivedStatement statement : statements) {
            References references = statement.references();
            fingerprints.add(references.verb());
            fingerprints.add(statement.authority());
            fingerprints.addAll(references.relatedAgents());
            fingerprints.addAll(references.relatedActivities());
        }
        return fingerprints;
    }
}
