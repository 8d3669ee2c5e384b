/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import khue.tools.queries.SavedQuery;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Messages;

/** Whether a question that was kept still means what it meant. */
@RequestScoped
public class SavedQueryFit {

    @Inject
    private Store store;

    @Inject
    private CurrentVisit current;

    @Inject
    private Messages messages;

    /**
     * What has changed since, in the reader's language.
     *
     * @param opens whether it can be asked all the same
     */
    record Change(String sentence, boolean opens) {}

    List<Change> changes(SavedQuery.What what) throws StoreSilent {
        Map<String, String> fields = SavedQuestion.fields(what.question()).orElse(Map.of());
        return what.about().equals(SavedQuery.STATEMENTS)
                ? ofStatements(StatementQuestion.of(fields))
                : ofIndicator(what, fields);
    }

    private List<Change> ofIndicator(SavedQuery.What what, Map<String, String> fields) throws StoreSilent {
        Optional<IndicatorDefinition> found = store.indicators(current.locale()).stream()
                .filter(known -> known.id().equals(what.about()))
                .findFirst();
        if (found.isEmpty()) {
            return List.of(new Change(say("indicator", what.about()), false));
        }
        IndicatorDefinition indicator = found.get();
        List<Change> changes = new ArrayList<>();
        int version = what.version().orElse(indicator.version());
        if (version != indicator.version()) {
            changes.add(new Change(
                    say("version", what.about(), Integer.toString(version), Integer.toString(indicator.version())),
                    true));
        }
        if (!indicator.breakdowns().contains(fields.get("by"))) {
            changes.add(new Change(say("breakdown"), true));
        }
        return changes;
    }

    private List<Change> ofStatements(StatementQuestion question) throws StoreSilent {
        if (!question.isComplete()) {
            return List.of(new Change(say("rules"), true));
        }
        List<Change> changes = new ArrayList<>();
        String source = question.typed().get(StatementQuestion.SOURCE);
        if (!source.isEmpty() && !isKnown(store.statements("/reports/sources"), "id", source)) {
            changes.add(new Change(say("source"), true));
        }
        String school = question.typed().get(StatementQuestion.SCHOOL);
        if (!school.isEmpty() && !isSchool(school)) {
            changes.add(new Change(say("school", school), true));
        }
        return changes;
    }

    /** A part of the table at a time, as the store hands it out. */
    private boolean isSchool(String code) throws StoreSilent {
        int from = 0;
        while (true) {
            JsonNode part = store.statements("/reports/reference/schools?from=" + from);
            JsonNode rows = part.path("rows");
            if (isKnown(rows, "school", code)) {
                return true;
            }
            from += rows.size();
            if (rows.isEmpty() || from >= part.path("all").asInt()) {
                return false;
            }
        }
    }

    private static boolean isKnown(JsonNode rows, String field, String wanted) {
        for (JsonNode row : rows) {
            if (row.path(field).asText().equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    private String say(String key, Object... parameters) {
        return messages.say(current.locale(), "evaluation.saved.changed." + key, parameters);
    }
}
