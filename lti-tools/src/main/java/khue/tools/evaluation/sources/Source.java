/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation.sources;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Who sends statements.
 *
 * @param title what its key is for, or how its authority is called
 * @param day statements of the last 24 hours; {@code week} and {@code month}: of 7 and 30 days
 * @param rhythm how often it sends, and whether it has stopped
 * @param lookedAt how many of its newest statements everything below is about; 0 in a list
 * @param mapped accounts that are another name of somebody known
 * @param hidden actors told by an address or an OpenID
 */
public record Source(
        String id,
        String title,
        Instant newest,
        long day,
        long week,
        long month,
        Rhythm rhythm,
        int lookedAt,
        int outsideProfile,
        List<Verb> verbs,
        int pseudonyms,
        int mapped,
        int unmapped,
        int hidden,
        List<Account> accounts) {

    /**
     * All but the days are counted in school days: weekends and holidays are left out.
     *
     * @param days on which it has sent in half a year
     * @param usualGap from one of these to the next; empty where it has sent too seldom to know
     * @param quiet since the last of them
     * @param patience more than that is silence
     */
    public record Rhythm(int days, Optional<Integer> usualGap, int quiet, int patience, boolean silent) {

        static Rhythm of(JsonNode json) {
            return new Rhythm(
                    json.path("days").asInt(),
                    Optional.of(json.path("usualGap")).filter(JsonNode::isInt).map(JsonNode::asInt),
                    json.path("quiet").asInt(),
                    json.path("patience").asInt(),
                    json.path("silent").asBoolean());
        }
    }

    /** @param means the verb that figures read it as; empty: none */
    public record Verb(String iri, String display, int statements, Optional<String> means) {

        /** Read under another IRI. */
        public boolean aliased() {
            return means.filter(verb -> !verb.equals(iri)).isPresent();
        }
    }

    /** An account of another system, of nobody known to reports. */
    public record Account(String homePage, String name) {}

    public long unmappedVerbs() {
        return verbs.stream().filter(verb -> verb.means().isEmpty()).count();
    }

    static Source of(JsonNode json, Locale locale) {
        JsonNode actors = json.path("actors");
        return new Source(
                json.path("id").asText(),
                json.path("label").asText(json.path("name").asText()),
                Instant.parse(json.path("newest").asText()),
                json.path("day").asLong(),
                json.path("week").asLong(),
                json.path("month").asLong(),
                Rhythm.of(json.path("rhythm")),
                json.path("lookedAt").asInt(),
                json.path("outsideProfile").asInt(),
                all(json.path("verbs"))
                        .map(verb -> new Verb(
                                verb.path("id").asText(),
                                display(verb.path("display"), locale),
                                verb.path("statements").asInt(),
                                Optional.ofNullable(verb.path("means").textValue())))
                        .toList(),
                actors.path("pseudonyms").asInt(),
                actors.path("mapped").asInt(),
                actors.path("unmapped").asInt(),
                actors.path("hidden").asInt(),
                all(json.path("unmapped"))
                        .map(account -> new Account(
                                account.path("homePage").asText(),
                                account.path("name").asText()))
                        .toList());
    }

    private static String display(JsonNode display, Locale locale) {
        return Stream.of(locale.getLanguage(), "vi", "en")
                .map(language -> display.path(language).asText())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static Stream<JsonNode> all(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
