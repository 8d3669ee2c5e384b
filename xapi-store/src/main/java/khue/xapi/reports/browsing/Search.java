/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.browsing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import khue.xapi.http.Json;
import khue.xapi.http.Parameters;
import khue.xapi.model.Uuids;
import khue.xapi.model.XapiVersion;
import khue.xapi.statements.StatementConditions;
import khue.xapi.statements.StatementPage;
import khue.xapi.statements.StatementQuery;
import khue.xapi.statements.StatementStore;
import khue.xapi.statements.StoredStatement;

/**
 * Looks through statements for what no index knows. It gives up after a number of them and says where to go on: an answer comes soon,
 * however rare what is looked for is and however many statements there are.
 *
 * @param school as the statement names it
 * @param text somewhere in the statement as it is shown, so that nobody finds a hidden name by looking for it
 */
record Search(Optional<UUID> source, Optional<String> school, Optional<String> text) {

    /** About a second's work. */
    static final int MOST_READ = 20_000;

    private static final int PAGE = 500;
    private static final String SCHOOL = "https://w3id.org/xapi/acrossx/extensions/school";

    private static final int LONGEST_TEXT = 200;

    /** @param others what the resource takes beside what is searched for */
    static Search asked(Parameters parameters, Set<String> others) {
        Set<String> names = new HashSet<>(StatementConditions.NAMES);
        names.addAll(Set.of("source", "school", "text"));
        names.addAll(others);
        parameters.areAmong(names);
        return new Search(
                parameters.find("source", Uuids::parse, "the id of a source"),
                parameters.find("school", Search::shortText, "a text of 1 to 200 characters"),
                parameters.find("text", Search::shortText, "a text of 1 to 200 characters"));
    }

    private static Optional<String> shortText(String text) {
        return Optional.of(text).filter(words -> !words.isBlank() && words.length() <= LONGEST_TEXT);
    }

    /** For a file: the statement as it is shown, where it is one that is looked for. */
    Optional<byte[]> shown(byte[] json) throws IOException {
        JsonNode shown = PeopleHidden.in(Json.mapper().readTree(json));
        return matches(shown) ? Optional.of(Json.mapper().writeValueAsBytes(shown)) : Optional.empty();
    }

    /** What the store itself can look for of it; how many, in which order and from where is the caller's affair. */
    StatementQuery query(Parameters parameters) {
        return piece(
                StatementConditions.read(parameters, XapiVersion.V2, Optional.empty(), 1, true, OptionalLong.empty()),
                OptionalLong.empty());
    }

    /**
     * What was found.
     *
     * @param statements without people's names
     * @param read how many were looked at
     * @param reached when the last of them was stored
     * @param next where to go on; empty at the end
     */
    record Found(List<JsonNode> statements, int read, Optional<Instant> reached, OptionalLong next) {}

    /** @param query with the most statements to find as its limit */
    Found in(StatementStore store, StatementQuery query) {
        List<JsonNode> found = new ArrayList<>();
        int read = 0;
        Optional<Instant> reached = Optional.empty();
        OptionalLong next = query.from();
        boolean more = true;
        while (more && read < MOST_READ) {
            StatementPage page = store.find(piece(query, next));
            for (StoredStatement statement : page.statements()) {
                if (found.size() == query.limit()) {
                    return new Found(found, read, reached, OptionalLong.of(statement.key()));
                }
                read++;
                reached = Optional.of(statement.stored());
                JsonNode shown = PeopleHidden.in(tree(statement));
                if (matches(shown)) {
                    found.add(shown);
                }
            }
            next = page.next();
            more = next.isPresent() && found.size() < query.limit();
        }
        return new Found(found, read, reached, next);
    }

    private boolean matches(JsonNode shown) {
        return school.filter(name -> !name.equals(shown.path("context")
                                .path("extensions")
                                .path(SCHOOL)
                                .asText()))
                        .isEmpty()
                && text.filter(wanted ->
                                !shown.toString().toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT)))
                        .isEmpty();
    }

    /** Where every statement matches, no more of them are read than are shown. */
    private StatementQuery piece(StatementQuery query, OptionalLong from) {
        boolean all = school.isEmpty() && text.isEmpty();
        return new StatementQuery(
                query.agent(),
                query.relatedAgents(),
                query.verb(),
                query.activity(),
                query.relatedActivities(),
                query.registration(),
                source,
                query.since(),
                query.until(),
                all ? query.limit() : PAGE,
                query.ascending(),
                from);
    }

    private static JsonNode tree(StoredStatement statement) {
        try {
            return Json.mapper().readTree(statement.payload());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a stored statement is JSON", impossible);
        }
    }
}
