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
import java.util.Optional;
import khue.xapi.credentials.Asker;
import khue.xapi.http.Json;
import khue.xapi.postgres.Database;

/** Who asked for which figure, and when: written before the answer is given, so that no figure leaves without. */
@ApplicationScoped
public class QueryLog {

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
        note(asker, indicator, words(question));
    }

    /** Somebody asks for the statements behind a cell; that of the total has no name. */
    public void askedBehind(Asker asker, Indicator indicator, Question question, Optional<String> cell) {
        note(asker, indicator, words(question).put("statements", true).put("cell", cell.orElse(null)));
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
        database.withConnection(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into xapi.report_query (at, by_key, on_behalf_of, indicator, version, question)
                    values (?, ?, ?, ?, ?, ?::jsonb)""")) {
                insert.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
                insert.setString(2, asker.key());
                insert.setString(3, asker.onBehalfOf().orElse(null));
                insert.setString(4, indicator.id());
                insert.setInt(5, indicator.version());
                insert.setString(6, words.toString());
                return insert.executeUpdate();
            }
        });
    }
}
