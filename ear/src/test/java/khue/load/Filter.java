/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;
import khue.load.generator.StatementGenerator;
import khue.xapi.model.AgentIdentifier;
import khue.xapi.model.Fingerprint;
import khue.xapi.statements.StatementQuery;

/**
 * What a list of statements is asked for by. Each question is about a statement that was drawn by lot: what is asked for
 * often is what there is much of, as in life.
 */
enum Filter {
    UNFILTERED("no filter"),
    AGENT("agent"),
    VERB("verb"),
    ACTIVITY("activity"),
    REGISTRATION("registration"),
    TIME("since and until, one day"),
    RELATED_AGENTS("related agents"),
    RELATED_ACTIVITIES("related activities"),
    AGENT_AND_VERB("agent and verb"),
    ID("statementId");

    static final int LIMIT = 100;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String title;

    Filter(String title) {
        this.title = title;
    }

    /**
     * One question.
     *
     * @param parameters as they stand in the address
     */
    record Question(Map<String, String> parameters, Filter filter) {

        String resource() {
            return "/statements?"
                    + parameters.entrySet().stream()
                            .map(parameter -> parameter.getKey() + "="
                                    + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                            .collect(Collectors.joining("&"));
        }

        /** The same question as the store's own classes understand it; empty when it is not about a list. */
        Optional<StatementQuery> query() {
            if (filter == ID) {
                return Optional.empty();
            }
            boolean time = filter == TIME;
            return Optional.of(new StatementQuery(
                    agent().map(Fingerprint::of),
                    filter == RELATED_AGENTS,
                    filter == VERB || filter == AGENT_AND_VERB
                            ? Optional.of(Fingerprint.of(parameters.get("verb")))
                            : Optional.empty(),
                    Optional.ofNullable(parameters.get("activity")).map(Fingerprint::of),
                    filter == RELATED_ACTIVITIES,
                    Optional.ofNullable(parameters.get("registration")).map(UUID::fromString),
                    Optional.empty(),
                    time ? Optional.of(Instant.parse(parameters.get("since"))) : Optional.empty(),
                    time ? Optional.of(Instant.parse(parameters.get("until"))) : Optional.empty(),
                    LIMIT,
                    false,
                    OptionalLong.empty()));
        }

        UUID statementId() {
            return UUID.fromString(parameters.get("statementId"));
        }

        private Optional<AgentIdentifier> agent() {
            return Optional.ofNullable(parameters.get("agent")).map(agent -> {
                JsonNode account = tree(agent.getBytes(StandardCharsets.UTF_8)).get("account");
                return AgentIdentifier.ofAccount(
                        account.get("homePage").textValue(), account.get("name").textValue());
            });
        }
    }

    String title() {
        return title;
    }

    /** @param number of the statement that it is about; not all statements have what each filter asks for */
    Optional<Question> question(StatementGenerator generator, long number) {
        JsonNode statement = tree(generator.statement(number));
        Instant received = generator.received(number);
        if (statement.get("object").path("objectType").asText().equals("StatementRef")) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        switch (this) {
            case UNFILTERED -> {}
            case AGENT -> parameters.put("agent", agent(statement.get("actor")));
            case VERB -> parameters.put("verb", statement.get("verb").get("id").textValue());
            case ACTIVITY ->
                parameters.put("activity", statement.get("object").get("id").textValue());
            case REGISTRATION ->
                parameters.put(
                        "registration",
                        statement.get("context").get("registration").textValue());
            case TIME -> {
                parameters.put("since", received.minus(Duration.ofDays(1)).toString());
                parameters.put("until", received.toString());
            }
            case RELATED_AGENTS -> {
                JsonNode instructor = statement.get("context").path("instructor");
                parameters.put("agent", agent(instructor.isMissingNode() ? statement.get("actor") : instructor));
                parameters.put("related_agents", "true");
            }
            case RELATED_ACTIVITIES -> {
                JsonNode activities = statement.get("context").path("contextActivities");
                JsonNode related = activities.path("grouping").path(0);
                JsonNode found =
                        related.isMissingNode() ? activities.path("parent").path(0) : related;
                if (found.isMissingNode()) {
                    return Optional.empty();
                }
                parameters.put("activity", found.get("id").textValue());
                parameters.put("related_activities", "true");
            }
            case AGENT_AND_VERB -> {
                parameters.put("agent", agent(statement.get("actor")));
                parameters.put("verb", statement.get("verb").get("id").textValue());
            }
            case ID -> parameters.put("statementId", statement.get("id").textValue());
        }
        if (this != ID) {
            parameters.put("limit", Integer.toString(LIMIT));
        }
        return Optional.of(new Question(parameters, this));
    }

    private static String agent(JsonNode agent) {
        return JSON.createObjectNode().set("account", agent.get("account")).toString();
    }

    private static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException("the generator writes JSON", impossible);
        }
    }
}
