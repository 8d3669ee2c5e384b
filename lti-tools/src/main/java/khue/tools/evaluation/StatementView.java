/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A statement as a person reads it. The store has left people's names out; nothing in it is trusted to be there.
 *
 * @param actor the short form of whom it is about
 * @param actorFilter the fields that ask for this actor's statements; empty when the actor is no account
 * @param verb in the reader's language
 * @param object what it was done to, in the reader's language
 * @param kind the last part of the IRI of the object's type, such as {@code project}
 * @param activity the object's IRI, when it is an activity
 * @param json the whole statement, indented
 */
public record StatementView(
        String id,
        Optional<Instant> time,
        String actor,
        Map<String, String> actorFilter,
        String verb,
        String verbIri,
        String object,
        String kind,
        Optional<String> activity,
        Optional<String> registration,
        String json) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHORT = 8;

    /** What the store puts in the place of a name or an address. */
    private static final String HIDDEN = "…";

    static StatementView of(JsonNode statement, VerbWords verbs, Locale locale) {
        JsonNode actor = statement.path("actor");
        JsonNode verb = statement.path("verb");
        JsonNode object = statement.path("object");
        String verbIri = verb.path("id").asText();
        boolean isActivity = object.path("objectType").asText("Activity").equals("Activity");
        return new StatementView(
                statement.path("id").asText(),
                time(statement.path("timestamp").asText(statement.path("stored").asText())),
                actorName(actor),
                actorFilter(actor),
                verb(verbIri, verb.path("display"), verbs, locale),
                verbIri,
                isActivity
                        ? words(object.path("definition").path("name"), locale)
                                .orElseGet(() ->
                                        shortened(lastPart(object.path("id").asText())))
                        : object.path("objectType").asText() + " "
                                + shortened(object.path("id").asText()),
                isActivity ? lastPart(object.path("definition").path("type").asText()) : "",
                Optional.of(object.path("id").asText()).filter(iri -> isActivity && !iri.isEmpty()),
                Optional.of(statement.path("context").path("registration").asText())
                        .filter(text -> !text.isEmpty()),
                pretty(statement));
    }

    /** One that figures read by our own words, another by its display, else by the end of its IRI. */
    private static String verb(String iri, JsonNode display, VerbWords verbs, Locale locale) {
        return verbs.of(iri).or(() -> words(display, locale)).orElseGet(() -> lastPart(iri));
    }

    private static String actorName(JsonNode actor) {
        return Stream.of(
                        actor.path("account").path("name"),
                        actor.path("mbox"),
                        actor.path("mbox_sha1sum"),
                        actor.path("openid"))
                .map(JsonNode::asText)
                .filter(text -> !text.isEmpty())
                .map(StatementView::shortened)
                .findFirst()
                .orElse("–");
    }

    private static Map<String, String> actorFilter(JsonNode actor) {
        String name = actor.path("account").path("name").asText();
        String home = actor.path("account").path("homePage").asText();
        return name.isEmpty() || home.isEmpty() || name.equals(HIDDEN)
                ? Map.of()
                : Map.of(StatementQuestion.ACTOR, name, StatementQuestion.HOME, home);
    }

    /** A text of a language map: in the reader's language, else in English, else in any. */
    private static Optional<String> words(JsonNode languageMap, Locale locale) {
        Stream<String> wanted = Stream.of(locale.getLanguage(), "vi-VN", "en", "en-US")
                .map(language -> languageMap.path(language).asText());
        Stream<String> any = languageMap.isObject() && !languageMap.isEmpty()
                ? Stream.of(languageMap.elements().next().asText())
                : Stream.empty();
        return Stream.concat(wanted, any).filter(text -> !text.isEmpty()).findFirst();
    }

    private static String lastPart(String iri) {
        String end = iri.replaceFirst("[/#]+$", "");
        return end.substring(Math.max(end.lastIndexOf('/'), end.lastIndexOf('#')) + 1);
    }

    private static String shortened(String text) {
        boolean random = text.matches("[0-9A-Za-z_-]{" + 2 * SHORT + ",}");
        return random ? text.substring(0, SHORT) + "…" : text;
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException notATime) {
            return Optional.empty();
        }
    }

    private static String pretty(JsonNode statement) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(statement);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("what was read as JSON is written as JSON", impossible);
        }
    }
}
