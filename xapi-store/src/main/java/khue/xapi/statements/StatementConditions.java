/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import khue.xapi.http.Json;
import khue.xapi.http.Parameters;
import khue.xapi.model.Fingerprint;
import khue.xapi.model.Iri;
import khue.xapi.model.Timestamp;
import khue.xapi.model.Uuids;
import khue.xapi.model.XapiVersion;

/**
 * The parameters that say which statements are asked for, wherever statements are asked for.
 *
 * @see <a
 *     href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#213-get-statements">Communication
 *     2.1.3</a>
 */
public final class StatementConditions {

    public static final Set<String> NAMES = Set.of(
            "agent", "verb", "activity", "registration", "related_activities", "related_agents", "since", "until");

    private StatementConditions() {}

    /**
     * The conditions in a query string.
     *
     * @param version that timestamps are written in
     * @param authority the only one whose statements may be seen
     * @throws khue.xapi.http.Failure 400 when a value is not of its form
     */
    public static StatementQuery read(
            Parameters parameters,
            XapiVersion version,
            Optional<UUID> authority,
            int limit,
            boolean ascending,
            OptionalLong from) {
        return new StatementQuery(
                parameters.find("agent", StatementConditions::agent, "an Agent or identified Group as JSON"),
                flag("related_agents", parameters),
                parameters.find("verb", StatementConditions::iri, "an absolute IRI"),
                parameters.find("activity", StatementConditions::iri, "an absolute IRI"),
                flag("related_activities", parameters),
                parameters.find("registration", Uuids::parse, "a UUID"),
                authority,
                parameters.find("since", text -> Timestamp.parse(text, version), "a timestamp"),
                parameters.find("until", text -> Timestamp.parse(text, version), "a timestamp"),
                limit,
                ascending,
                from);
    }

    static boolean flag(String name, Parameters parameters) {
        return parameters
                .find(name, StatementConditions::trueOrFalse, "true or false")
                .orElse(false);
    }

    private static Optional<UUID> agent(String json) {
        try {
            JsonNode agent = Json.mapper().readTree(json);
            return AgentRules.check(agent).isEmpty()
                    ? AgentRules.identifierOf(agent).map(Fingerprint::of)
                    : Optional.empty();
        } catch (JsonProcessingException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<UUID> iri(String text) {
        return Iri.isIri(text) ? Optional.of(Fingerprint.of(text)) : Optional.empty();
    }

    private static Optional<Boolean> trueOrFalse(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
