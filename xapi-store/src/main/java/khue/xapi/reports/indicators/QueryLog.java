/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import khue.xapi.credentials.Asker;
import khue.xapi.http.Json;
import khue.xapi.postgres.Database;

/**
 * Who asked for which figures, statements or reference data, and when: written before the answer is given, so that nothing leaves without.
 * Every resource of the report API that tells any of them writes here.
 */
@ApplicationScoped
public class QueryLog {

    private static final Set<String> ABOUT_PEOPLE = Set.of("agent", "registration", "text");

    private final Database database;
    private final Clock clock;

    /** For the container's proxy. */
    protected QueryLog() {
        this(null, null);
    }

    @Inject
    public QueryLog(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public void asked(Asker asker, Indicator indicator, Question question) {
        asked(asker, indicator, question, Optional.empty());
    }

    /** @param trend by which periods, when it was asked for */
    public void asked(Asker asker, Indicator indicator, Question question, Optional<Step> trend) {
        ObjectNode words = words(question);
        trend.ifPresent(step -> words.put("trend", step.word()));
        note(asker, indicator, words);
    }

    /** Somebody asks for every indicator at once: each is noted. */
    public void askedForAll(Asker asker, Question question) {
        note(
                asker,
                Indicators.ALL.stream()
                        .map(indicator -> new Asked(indicator.id(), indicator.version()))
                        .toList(),
                words(question));
    }

    /** Somebody asks for the statements behind a cell; that of the total has no name. */
    public void askedBehind(Asker asker, Indicator indicator, Question question, Optional<String> cell) {
        note(asker, indicator, words(question).put("statements", true).put("cell", cell.orElse(null)));
    }

    /**
     * Somebody asks for statements by conditions, a page of them or a file ({@code format}). Whom they asked for is not written down:
     * the log outlives people who are erased.
     */
    public void askedForStatements(Asker asker, Map<String, String> conditions) {
        note(asker, "statements", 1, words(conditions));
    }

    /** Somebody takes a file of statements as they are kept, with what people are called in them. */
    public void tookStatements(Asker asker, Map<String, String> conditions) {
        note(asker, "statements", 1, words(conditions).put("asKept", true));
    }

    /** Somebody looks at something that is no indicator. */
    public void lookedAt(Asker asker, String what, Map<String, String> question) {
        note(asker, what, 1, words(question));
    }

    private static ObjectNode words(Map<String, String> parameters) {
        ObjectNode words = Json.mapper().createObjectNode();
        parameters.forEach((name, value) -> words.put(name, ABOUT_PEOPLE.contains(name) ? "…" : value));
        return words;
    }

    private static ObjectNode words(Question question) {
        return Json.mapper()
                .createObjectNode()
                .put("from", question.period().from().toString())
                .put("until", question.period().until().toString())
                .put("by", question.by().word())
                .put("geography", question.geography().word());
    }

    private void note(Asker asker, Indicator indicator, ObjectNode words) {
        note(asker, indicator.id(), indicator.version(), words);
    }

    private void note(Asker asker, String asked, int version, ObjectNode words) {
        note(asker, List.of(new Asked(asked, version)), words);
    }

    private record Asked(String what, int version) {}

    private void note(Asker asker, List<Asked> all, ObjectNode words) {
        database.inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into xapi.report_query (at, by_key, on_behalf_of, indicator, version, question)
                    values (?, ?, ?, ?, ?, ?::jsonb)""")) {
                for (Asked asked : all) {
                    insert.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
                    insert.setString(2, asker.key());
                    insert.setString(3, asker.onBehalfOf().orElse(null));
                    insert.setString(4, asked.what());
                    insert.setInt(5, asked.version());
                    insert.setString(6, words.toString());
                    insert.addBatch();
                }
                return insert.executeBatch();
            }
        });
    }
}
