/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import khue.tools.web.Formats;

/**
 * Which statements somebody asks for, as it was typed.
 *
 * @param typed by field
 * @param problems by field, the key of the sentence that says what is wrong
 */
record StatementQuestion(Map<String, String> typed, Map<String, String> problems) {

    static final List<String> LIMITS = List.of("25", "50", "100");

    /** Who acted: an account's name, and the home page it is an account of. */
    static final String ACTOR = "actor";

    static final String HOME = "home";
    static final String VERB = "verb";

    /** A verb that is not in the list; it goes before one that is. */
    static final String OTHER_VERB = "other_verb";

    static final String ACTIVITY = "activity";
    static final String REGISTRATION = "registration";
    static final String SOURCE = "source";
    static final String SCHOOL = "school";
    static final String TEXT = "text";
    static final String SINCE = "since";
    static final String UNTIL = "until";
    static final String ORDER = "order";
    static final String LIMIT = "limit";

    static final String OLDEST_FIRST = "oldest";

    private static final List<String> FIELDS = List.of(
            ACTOR, HOME, VERB, OTHER_VERB, ACTIVITY, REGISTRATION, SOURCE, SCHOOL, TEXT, SINCE, UNTIL, ORDER, LIMIT);
    private static final Set<String> ABOUT_PEOPLE = Set.of(ACTOR, REGISTRATION, TEXT);
    private static final int LONGEST = 2_000;
    private static final int LONGEST_TEXT = 200;
    private static final DateTimeFormatter HOUR_AND_MINUTE = DateTimeFormatter.ofPattern("H:mm[:ss]");

    private static final Pattern PLACE = Pattern.compile("\\d{1,19}");

    /** @param parameters of the page's address; unknown ones are none of ours */
    static StatementQuestion of(Map<String, String> parameters) {
        Map<String, String> typed = new LinkedHashMap<>();
        FIELDS.forEach(
                field -> typed.put(field, parameters.getOrDefault(field, "").strip()));
        if (!LIMITS.contains(typed.get(LIMIT))) {
            typed.put(LIMIT, LIMITS.get(0));
        }
        Map<String, String> problems = new LinkedHashMap<>();
        typed.forEach((field, text) -> problem(field, text).ifPresent(key -> problems.put(field, key)));
        if (problems.isEmpty() && isBefore(typed.get(UNTIL), typed.get(SINCE))) {
            problems.put(UNTIL, "evaluation.problem.order");
        }
        return new StatementQuestion(typed, problems);
    }

    private static Optional<String> problem(String field, String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.length() > LONGEST) {
            return Optional.of("evaluation.problem.long");
        }
        return switch (field) {
            case VERB, OTHER_VERB, ACTIVITY, HOME ->
                isIri(text) ? Optional.empty() : Optional.of("evaluation.problem.iri");
            case SCHOOL, TEXT ->
                text.length() <= LONGEST_TEXT ? Optional.empty() : Optional.of("evaluation.problem.long-text");
            case REGISTRATION, SOURCE -> isUuid(text) ? Optional.empty() : Optional.of("evaluation.problem.uuid");
            case SINCE, UNTIL -> time(text).isPresent() ? Optional.empty() : Optional.of("evaluation.problem.time");
            default -> Optional.empty();
        };
    }

    boolean isComplete() {
        return problems.isEmpty();
    }

    boolean asksForSomething() {
        return typed.entrySet().stream()
                .anyMatch(entry -> !entry.getValue().isEmpty()
                        && !entry.getKey().equals(LIMIT)
                        && !entry.getKey().equals(ORDER));
    }

    /**
     * What to ask the store.
     *
     * @param ownHome the home page of our own pseudonyms, for an actor without another one
     * @param from where to go on, as the store said; empty for the beginning
     */
    String path(String ownHome, String from) {
        Map<String, String> asked = new LinkedHashMap<>();
        put(asked, "limit", typed.get(LIMIT));
        asked.putAll(conditions(ownHome));
        put(asked, "ascending", typed.get(ORDER).equals(OLDEST_FIRST) ? "true" : "");
        put(asked, "from", from);
        return Query.of("/reports/browser", asked);
    }

    /** What to ask the store for all of it in one file: {@code csv}, {@code jsonl} or {@code parquet}. */
    String file(String ownHome, String format) {
        Map<String, String> asked = conditions(ownHome);
        put(asked, "format", format);
        return Query.of("/reports/browser/file", asked);
    }

    /** The conditions as a log may keep them: whom somebody asked for is left out. */
    String withoutPeople() {
        Map<String, String> said = new LinkedHashMap<>();
        typed.forEach((field, text) -> {
            if (!text.isEmpty() && !field.equals(LIMIT) && !field.equals(ORDER)) {
                said.put(field, ABOUT_PEOPLE.contains(field) ? "…" : text);
            }
        });
        return said.entrySet().stream()
                .map(condition -> condition.getKey() + "=" + condition.getValue())
                .collect(Collectors.joining(" "));
    }

    private Map<String, String> conditions(String ownHome) {
        Map<String, String> asked = new LinkedHashMap<>();
        if (!typed.get(ACTOR).isEmpty()) {
            String home = typed.get(HOME).isEmpty() ? ownHome : typed.get(HOME);
            put(asked, "agent", agent(typed.get(ACTOR), home));
        }
        put(asked, "verb", typed.get(OTHER_VERB).isEmpty() ? typed.get(VERB) : typed.get(OTHER_VERB));
        put(asked, "activity", typed.get(ACTIVITY));
        put(asked, "registration", typed.get(REGISTRATION));
        put(asked, SOURCE, typed.get(SOURCE));
        put(asked, SCHOOL, typed.get(SCHOOL));
        put(asked, TEXT, typed.get(TEXT));
        put(asked, "since", time(typed.get(SINCE)).map(Instant::toString).orElse(""));
        put(asked, "until", time(typed.get(UNTIL)).map(Instant::toString).orElse(""));
        return asked;
    }

    /** This question alone, as addresses have it behind the question mark. */
    String query() {
        Map<String, String> parameters = new LinkedHashMap<>();
        typed.forEach((field, text) -> put(parameters, field, text));
        return Query.of("", parameters).replaceFirst("^\\?", "");
    }

    /** The page's address with this question and, when it is given, the place to go on. */
    String address(String from) {
        Map<String, String> parameters = new LinkedHashMap<>();
        typed.forEach((field, text) -> put(parameters, field, text));
        put(parameters, "from", from);
        return Query.of("/tools/evaluation/statements", parameters);
    }

    /** Where the store said to go on. */
    static boolean isPlace(String from) {
        return from != null && PLACE.matcher(from).matches();
    }

    private static String agent(String name, String home) {
        ObjectNode agent = JsonNodeFactory.instance.objectNode();
        agent.putObject("account").put("homePage", home).put("name", name);
        return agent.toString();
    }

    private static void put(Map<String, String> parameters, String name, String value) {
        if (!value.isEmpty()) {
            parameters.put(name, value);
        }
    }

    /** A moment by the clock of the schools: {@code 22/11/2026 07:30} or {@code 2026-11-22T07:30}; a day alone means its beginning. */
    private static Optional<Instant> time(String text) {
        String[] parts = text.split("[T ]+", 2);
        return Period.day(parts[0])
                .flatMap(day ->
                        (parts.length == 1 ? Optional.of(LocalTime.MIDNIGHT) : timeOfDay(parts[1])).map(day::atTime))
                .map(moment -> moment.atZone(Formats.ZONE).toInstant());
    }

    private static Optional<LocalTime> timeOfDay(String text) {
        try {
            return Optional.of(LocalTime.parse(text, HOUR_AND_MINUTE));
        } catch (DateTimeParseException notATime) {
            return Optional.empty();
        }
    }

    private static boolean isBefore(String until, String since) {
        return time(until).isPresent()
                && time(since).isPresent()
                && time(until).get().isBefore(time(since).get());
    }

    private static boolean isIri(String text) {
        try {
            return new URI(text).isAbsolute();
        } catch (URISyntaxException notAnIri) {
            return false;
        }
    }

    private static boolean isUuid(String text) {
        try {
            return UUID.fromString(text).toString().equalsIgnoreCase(text);
        } catch (IllegalArgumentException notAUuid) {
            return false;
        }
    }
}
