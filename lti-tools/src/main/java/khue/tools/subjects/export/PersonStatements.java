/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import khue.tools.records.StoreClient;

/** All statements about a person that the store has: those of our tools, and those that other systems sent under the person's account. */
final class PersonStatements {

    private static final int PAGE = 200;

    private final StoreClient store;
    private final List<ObjectNode> agents;
    private final List<UUID> registrations;

    /**
     * @param agents all that the person is called; each statement that names one of them anywhere is taken
     * @param registrations the person's own works: what others say there with the person as subject is taken, too
     */
    PersonStatements(StoreClient store, List<ObjectNode> agents, List<UUID> registrations) {
        this.store = store;
        this.agents = agents;
        this.registrations = registrations;
    }

    /** Fails before anything is sent to the reader when the store does not answer. */
    void requireAnswer() throws IOException {
        ask("/statements?limit=1&agent=" + encoded(agents.get(0).toString()));
    }

    void each(ExportZip.Taker taker) throws IOException {
        for (ObjectNode agent : agents) {
            follow("/statements?limit=" + PAGE + "&related_agents=true&agent=" + encoded(agent.toString()), taker);
        }
        List<String> names =
                agents.stream().map(agent -> agent.at("/account/name").asText()).toList();
        for (UUID registration : registrations) {
            follow("/statements?limit=" + PAGE + "&registration=" + registration, statement -> {
                String text = statement.toString();
                if (names.stream().anyMatch(name -> text.contains('"' + name + '"'))) {
                    taker.take(statement);
                }
            });
        }
    }

    private void follow(String first, ExportZip.Taker taker) throws IOException {
        String next = first;
        while (!next.isEmpty()) {
            JsonNode page = ask(next);
            for (JsonNode statement : page.path("statements")) {
                taker.take(statement);
            }
            next = page.path("more").asText("");
            // Relative to the store's host; the client begins at the store's root.
            next = next.isEmpty() ? "" : next.substring(next.indexOf("/statements"));
        }
    }

    private JsonNode ask(String pathAndQuery) throws IOException {
        StoreClient.Answer answer = store.get(pathAndQuery);
        if (!answer.successful()) {
            throw new IOException("HTTP " + answer.status() + ": " + answer.text());
        }
        return answer.json();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
