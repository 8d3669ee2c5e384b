/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation.reference;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.StreamSupport;
import khue.tools.evaluation.StoreSilent;
import khue.tools.records.StoreClient;
import khue.tools.tables.CsvTable;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Messages;
import khue.tools.web.PageRefused;

/** Asks the store for reference data and sources, and changes reference data, for whoever visits. */
@ApplicationScoped
public class ReferenceStore {

    private static final Logger LOG = Logger.getLogger(ReferenceStore.class.getName());
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    @Inject
    private StoreClient client;

    @Inject
    private CurrentVisit current;

    @Inject
    private Messages messages;

    /** What the store did, or why it did nothing. */
    record Outcome(Optional<JsonNode> done, Optional<Refusal> refusal) {}

    /** @param message in the reader's language */
    public record Refusal(String code, String message) {}

    List<ReferenceTable> tables(Locale locale) throws StoreSilent {
        return list(get("/reports/reference")).stream()
                .map(table -> ReferenceTable.of(table, words(locale)))
                .toList();
    }

    ReferenceTable table(String name, int from, Locale locale) throws StoreSilent {
        return ReferenceTable.of(get("/reports/reference/" + name + "?from=" + from), words(locale));
    }

    private CellWords words(Locale locale) {
        return new CellWords(messages, locale);
    }

    byte[] file(String name) throws StoreSilent {
        return answer("GET", "/reports/reference/" + name + "?format=csv", new byte[0])
                .body();
    }

    /** @param table empty for those of all tables */
    List<ReferenceImport> imports(String table, Locale locale) throws StoreSilent {
        return list(get("/reports/imports" + (table.isEmpty() ? "" : "?table=" + table))).stream()
                .map(made -> ReferenceImport.of(made, words(locale)))
                .toList();
    }

    ReferenceImport made(long id, Locale locale) throws StoreSilent {
        return ReferenceImport.of(get("/reports/imports/" + id + "/effect"), words(locale));
    }

    /** @param pathAndQuery below {@code /reports} */
    Outcome change(String method, String pathAndQuery, byte[] body, Locale locale) throws StoreSilent {
        StoreClient.Answer answer = answer(method, "/reports" + pathAndQuery, body);
        try {
            if (answer.status() == CONFLICT) {
                JsonNode failure = answer.json();
                return new Outcome(
                        Optional.empty(),
                        Optional.of(new Refusal(
                                failure.path("code").asText(),
                                failure.path("message")
                                        .path(locale.getLanguage())
                                        .asText())));
            }
            return new Outcome(
                    answer.body().length == 0 ? Optional.empty() : Optional.of(answer.json()), Optional.empty());
        } catch (IOException noJson) {
            throw new StoreSilent(method + " " + pathAndQuery + ": not JSON", noJson);
        }
    }

    /**
     * Shows a file of such rows to the store, which changes nothing.
     *
     * @param rows with the heading first
     * @return the id of what is to be looked at
     */
    public long look(String table, String file, List<List<String>> rows, Locale locale) throws StoreSilent {
        return look(table, file, false, CsvTable.write(rows).getBytes(StandardCharsets.UTF_8), locale);
    }

    long look(String table, String file, boolean whole, byte[] csv, Locale locale) throws StoreSilent {
        String path = "/reference/" + table + "?whole=" + whole + "&file="
                + URLEncoder.encode(file, StandardCharsets.UTF_8).replace("+", "%20");
        return change("POST", path, csv, locale)
                .done()
                .orElseThrow(() -> new StoreSilent("POST /reports/reference/" + table + ": no preview"))
                .path("id")
                .asLong();
    }

    public List<JsonNode> list(String path) throws StoreSilent {
        return list(get(path));
    }

    public JsonNode get(String pathAndQuery) throws StoreSilent {
        try {
            return answer("GET", pathAndQuery, new byte[0]).json();
        } catch (IOException noJson) {
            throw new StoreSilent("GET " + pathAndQuery + ": not JSON", noJson);
        }
    }

    /** An answer with success, or with a conflict. */
    private StoreClient.Answer answer(String method, String pathAndQuery, byte[] body) throws StoreSilent {
        String asked = method + " " + pathAndQuery.replaceFirst("\\?.*", "");
        try {
            StoreClient.Answer answer = client.change(
                    method,
                    pathAndQuery,
                    body,
                    current.require().account().orElseThrow().toString());
            if (answer.status() == NOT_FOUND) {
                throw new PageRefused(PageRefused.Reason.NOT_FOUND, asked);
            }
            if (!answer.successful() && answer.status() != CONFLICT) {
                LOG.log(Level.WARNING, () -> asked + ": " + answer.status() + " " + answer.text());
                throw new StoreSilent(asked + ": HTTP " + answer.status());
            }
            return answer;
        } catch (IOException unreachable) {
            LOG.log(Level.WARNING, unreachable, () -> asked);
            throw new StoreSilent(asked + ": " + unreachable.getClass().getSimpleName(), unreachable);
        }
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
