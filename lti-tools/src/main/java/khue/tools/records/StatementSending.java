/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import khue.tools.outbox.Message;
import khue.tools.outbox.Outcome;
import khue.tools.records.StoreClient.Answer;

/**
 * Statements on their way to any conformant store, each there exactly once: their ids were fixed when they were recorded, so a statement
 * that is sent again is either taken as the same one or answered with a conflict that we can look into (xAPI 1.0.3, Communication, 2.1).
 *
 * <p>A batch is sent with one request. When the store takes offence at something in it, each statement is put by itself, so that one bad
 * statement does not hold up the others.
 */
final class StatementSending {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StoreClient store;

    StatementSending(StoreClient store) {
        this.store = store;
    }

    Map<UUID, Outcome> send(List<Message> messages) {
        Answer answer;
        try {
            answer = store.post(
                    "/statements", messages.stream().map(Message::payload).collect(Collectors.joining(",", "[", "]")));
        } catch (IOException away) {
            return all(messages, Outcome.later(unreachable(away)));
        }
        if (answer.successful()) {
            return all(messages, Outcome.DELIVERED);
        }
        return isAboutTheStatements(answer) ? oneByOne(messages) : all(messages, Outcome.later(said(answer)));
    }

    /** Invalid, in conflict or too large: sending the same again gets the same answer. Any other failure may pass. */
    private static boolean isAboutTheStatements(Answer answer) {
        return answer.status() == 400 || answer.status() == 409 || answer.status() == 413;
    }

    private Map<UUID, Outcome> oneByOne(List<Message> messages) {
        Map<UUID, Outcome> outcomes = new HashMap<>();
        for (Message message : messages) {
            Outcome outcome = one(message);
            if (outcome instanceof Outcome.Later) {
                // The store went away: the rest waits with this one.
                messages.forEach(rest -> outcomes.putIfAbsent(rest.id(), outcome));
                return outcomes;
            }
            outcomes.put(message.id(), outcome);
        }
        return outcomes;
    }

    private Outcome one(Message message) {
        try {
            Answer answer = store.put("/statements?statementId=" + message.id(), message.payload());
            if (answer.successful()) {
                return Outcome.DELIVERED;
            }
            if (answer.status() == 409) {
                return alreadyThere(message);
            }
            return isAboutTheStatements(answer) ? Outcome.refused(said(answer)) : Outcome.later(said(answer));
        } catch (IOException away) {
            return Outcome.later(unreachable(away));
        }
    }

    /** The store has this id: it is ours from an attempt whose answer we never saw, unless it says something else. */
    private Outcome alreadyThere(Message message) throws IOException {
        Answer answer = store.get("/statements?statementId=" + message.id());
        if (answer.status() == 404) {
            answer = store.get("/statements?voidedStatementId=" + message.id());
        }
        if (answer.successful()) {
            return says(answer.json(), JSON.readTree(message.payload()))
                    ? Outcome.DELIVERED
                    : Outcome.conflict("the store has another statement with this id");
        }
        boolean unreadable = answer.status() == 403 || answer.status() == 404;
        return unreadable
                ? Outcome.conflict("the store has this id and does not show the statement: " + said(answer))
                : Outcome.later(said(answer));
    }

    /**
     * Whether the store's statement says all that ours says. A store adds to a statement (stored, authority, version, definitions that it
     * knows) and may write the same moment differently, but takes nothing away (xAPI 1.0.3, Data, 2.3.1).
     */
    static boolean says(JsonNode theirs, JsonNode ours) {
        if (ours.isObject()) {
            return theirs.isObject()
                    && ours.properties().stream()
                            .allMatch(field ->
                                    theirs.has(field.getKey()) && says(theirs.get(field.getKey()), field.getValue()));
        }
        if (ours.isArray()) {
            return theirs.isArray() && theirs.size() == ours.size() && eachIsSaid(theirs, ours);
        }
        return theirs.equals(ours) || sameNumber(theirs, ours) || sameMoment(theirs, ours);
    }

    private static boolean eachIsSaid(JsonNode theirs, JsonNode ours) {
        return StreamSupport.stream(ours.spliterator(), false)
                .allMatch(
                        our -> StreamSupport.stream(theirs.spliterator(), false).anyMatch(their -> says(their, our)));
    }

    private static boolean sameNumber(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber() && one.decimalValue().compareTo(other.decimalValue()) == 0;
    }

    private static boolean sameMoment(JsonNode one, JsonNode other) {
        try {
            return OffsetDateTime.parse(one.asText()).isEqual(OffsetDateTime.parse(other.asText()));
        } catch (DateTimeParseException notMoments) {
            return false;
        }
    }

    private static Map<UUID, Outcome> all(List<Message> messages, Outcome outcome) {
        return messages.stream().collect(Collectors.toMap(Message::id, message -> outcome));
    }

    private static String said(Answer answer) {
        return "HTTP " + answer.status() + ": " + answer.text();
    }

    private static String unreachable(IOException away) {
        return "The store does not answer: " + away;
    }
}
