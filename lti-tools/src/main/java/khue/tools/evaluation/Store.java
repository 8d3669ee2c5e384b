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
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import khue.tools.records.StoreClient;

/** What the evaluator's pages ask of the store. */
@ApplicationScoped
class Store {

    private static final Logger LOG = Logger.getLogger(Store.class.getName());

    @Inject
    private StoreClient client;

    /** Indicator F1, participation in portfolios, in a period, cut by {@code class}, {@code school} or {@code none}. */
    IndicatorReport participation(Period period, String by, Locale locale) throws StoreSilent {
        String path = Query.of(
                "/reports/indicators/F1",
                Map.of("from", period.from().toString(), "until", period.until().toString(), "by", by));
        JsonNode answer = get(path);
        try {
            return IndicatorReport.of(answer, locale);
        } catch (DateTimeException notAReport) {
            throw new StoreSilent("GET /reports/indicators/F1: not a report", notAReport);
        }
    }

    /** @param pathAndQuery from {@link StatementQuestion} */
    JsonNode statements(String pathAndQuery) throws StoreSilent {
        return get(pathAndQuery);
    }

    private JsonNode get(String pathAndQuery) throws StoreSilent {
        String asked = "GET " + pathAndQuery.replaceFirst("\\?.*", "");
        try {
            StoreClient.Answer answer = client.get(pathAndQuery);
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
