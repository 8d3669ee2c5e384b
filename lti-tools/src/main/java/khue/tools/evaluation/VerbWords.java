/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import khue.tools.records.Verb;
import khue.tools.web.Messages;

/** What the verbs that figures read are called: those of our statements, and those that other systems and tools yet to come send. */
public final class VerbWords {

    private static final List<String> OF_OTHERS = List.of(
            "http://adlnet.gov/expapi/verbs/registered",
            "http://adlnet.gov/expapi/verbs/attended",
            "http://adlnet.gov/expapi/verbs/answered",
            "http://activitystrea.ms/deny",
            "http://activitystrea.ms/host",
            "http://activitystrea.ms/sponsor",
            "http://activitystrea.ms/present",
            "http://activitystrea.ms/win",
            "http://id.tincanapi.com/verb/performed-offline",
            "http://id.tincanapi.com/verb/mentored",
            "http://id.tincanapi.com/verb/selected",
            "http://id.tincanapi.com/verb/earned",
            "https://w3id.org/xapi/adl/verbs/satisfied",
            "https://w3id.org/xapi/adl/verbs/waived");

    private final Map<String, String> words = new LinkedHashMap<>();

    public VerbWords(Messages messages, Locale locale) {
        boolean vietnamese = locale.getLanguage().equals("vi");
        Stream.of(Verb.values())
                .forEach(verb -> words.put(verb.id().toString(), vietnamese ? verb.vietnamese() : verb.english()));
        OF_OTHERS.forEach(iri ->
                words.put(iri, messages.say(locale, "evaluation.verb." + iri.substring(iri.lastIndexOf('/') + 1))));
    }

    /** Each by its IRI. */
    public Map<String, String> all() {
        return words;
    }

    Optional<String> of(String iri) {
        return Optional.ofNullable(words.get(iri));
    }
}
