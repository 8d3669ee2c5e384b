/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.StreamSupport;
import khue.tools.records.StoreClient;
import khue.tools.web.CurrentVisit;

/** What the evaluator's pages and reports ask of the store. */
@ApplicationScoped
public class Store {

    private static final Logger LOG = Logger.getLogger(Store.class.getName());

    @Inject
    private StoreClient client;

    @Inject
    private CurrentVisit current;

    @Inject
    private TermNames names;

    /** Every indicator that the store knows, in its order. */
    List<IndicatorDefinition> indicators(Locale locale) throws StoreSilent {
        return StreamSupport.stream(definitions().spliterator(), false)
                .map(indicator -> IndicatorDefinition.of(indicator, locale))
                .toList();
    }

    /** @param asked a complete question */
    IndicatorReport indicator(String id, IndicatorQuestion.Asked asked, Locale locale) throws StoreSilent {
        Map<String, String> parameters = question(asked.period().orElseThrow(), asked.by(), asked.geography());
        if (!asked.trend().isEmpty()) {
            parameters.put("trend", asked.trend());
        }
        return report(id, get(Query.of(path(id), parameters)), locale);
    }

    /** @param by and {@code geography}: what the indicator can be cut by, and on which day's map */
    IndicatorReport indicator(String id, Period period, String by, String geography, Locale locale) throws StoreSilent {
        return report(id, answer(id, period, by, geography), locale);
    }

    /** Every indicator of the whole programme, by one question. */
    public ProgrammeTotals totals(Period period, Locale locale) throws StoreSilent {
        JsonNode answer = get(Query.of(
                "/reports/totals",
                Map.of("from", period.from().toString(), "until", period.until().toString())));
        try {
            return ProgrammeTotals.of(answer, locale);
        } catch (DateTimeException notThem) {
            throw new StoreSilent("GET /reports/totals: not a report", notThem);
        }
    }

    private IndicatorReport report(String id, JsonNode answer, Locale locale) throws StoreSilent {
        try {
            return names.in(IndicatorReport.of(answer, locale), locale);
        } catch (DateTimeException notAReport) {
            throw new StoreSilent("GET /reports/indicators/" + id + ": not a report", notAReport);
        }
    }

    /**
     * Statements behind a figure, the newest first; nothing of one that is hidden.
     *
     * @param cell empty: the total, or what is in no place
     * @param before where the page before ended; empty for the first
     */
    JsonNode behind(String id, IndicatorQuestion.Asked asked, Optional<String> cell, String before, int most)
            throws StoreSilent {
        Map<String, String> parameters = question(asked.period().orElseThrow(), asked.by(), asked.geography());
        cell.ifPresent(key -> parameters.put("cell", key));
        if (!before.isEmpty()) {
            parameters.put("before", before);
        }
        parameters.put("limit", Integer.toString(most));
        parameters.put("full", "true");
        return get(Query.of(path(id) + "/statements", parameters));
    }

    /** Every definition as the store tells it, in both languages. */
    public JsonNode definitions() throws StoreSilent {
        return get("/reports/indicators");
    }

    /** The answer as the store gave it, whole: for what keeps it. */
    public JsonNode answer(String id, Period period, String by, String geography) throws StoreSilent {
        return get(Query.of(path(id), question(period, by, geography)));
    }

    /** @param pathAndQuery such as {@link StatementQuestion#path} */
    JsonNode statements(String pathAndQuery) throws StoreSilent {
        return get(pathAndQuery);
    }

    /** A file of statements while the store writes it; {@code pathAndQuery} as in {@link StatementQuestion#file}. */
    StoreClient.Stream file(String pathAndQuery) throws StoreSilent {
        String asked = "GET " + pathAndQuery.replaceFirst("\\?.*", "");
        try {
            return client.open(pathAndQuery, who());
        } catch (IOException unreachable) {
            LOG.log(Level.WARNING, unreachable, () -> asked);
            throw new StoreSilent(asked + ": " + unreachable.getClass().getSimpleName(), unreachable);
        }
    }

    private static String path(String id) {
        return "/reports/indicators/" + id;
    }

    private static Map<String, String> question(Period period, String by, String geography) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("from", period.from().toString());
        parameters.put("until", period.until().toString());
        parameters.put("by", by);
        parameters.put("geography", geography);
        return parameters;
    }

    /** The store notes for whom it computed a figure. */
    private String who() {
        return current.require().account().orElseThrow().toString();
    }

    private JsonNode get(String pathAndQuery) throws StoreSilent {
        String asked = "GET " + pathAndQuery.replaceFirst("\\?.*", "");
        try {
            StoreClient.Answer answer = client.get(pathAndQuery, who());
            if (!answer.successful()) {
                LOG.log(Level.WARNING, () -> asked + ": " + answer.status() + " " + answer.text());
                throw new StoreSilent(asked + ": HTTP " + answer.status());
            }
            return answer.json();
        } catch (IOException unreachable) {
            LOG.log(Level.WARNING, unreachable, () -> asked);
            throw new StoreSilent(asked + ": " + unreachable.getClass().getSimpleName(), unreachable);
        }
    }
}
