/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import khue.tools.queries.SavedQuery;

/** Reads a question that is to be kept, or was: only what its page asks for gets in, in the form in which the page writes it. */
final class SavedQuestion {

    private static final Pattern INDICATOR = Pattern.compile("[A-Z][0-9]");
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,3}");
    private static final Pattern BREAKDOWN = Pattern.compile("[a-z]{1,20}");
    private static final int LONGEST = 20_000;

    private SavedQuestion() {}

    /**
     * What somebody wants to keep; empty when no page of ours sent it.
     *
     * @param about statements or the id of an indicator
     * @param query as behind the question mark of the page's address
     * @param version of the indicator
     */
    static Optional<SavedQuery.What> of(String about, String query, String version) {
        if (about == null || query == null || query.length() > LONGEST) {
            return Optional.empty();
        }
        Optional<Map<String, String>> fields = fields(query);
        if (about.equals(SavedQuery.STATEMENTS)) {
            return fields.map(StatementQuestion::of)
                    .filter(StatementQuestion::isComplete)
                    .map(question -> new SavedQuery.What(about, OptionalInt.empty(), question.query()));
        }
        if (!INDICATOR.matcher(about).matches()
                || version == null
                || !VERSION.matcher(version).matches()) {
            return Optional.empty();
        }
        return fields.flatMap(SavedQuestion::ofIndicator)
                .map(question -> new SavedQuery.What(about, OptionalInt.of(Integer.parseInt(version)), question));
    }

    private static Optional<String> ofIndicator(Map<String, String> fields) {
        Optional<LocalDate> from = Period.day(fields.get("from"));
        Optional<LocalDate> until = Period.day(fields.get("until"));
        String by = fields.getOrDefault("by", "");
        String geography = fields.getOrDefault("geography", "");
        if (from.isEmpty()
                || until.isEmpty()
                || until.get().isBefore(from.get())
                || !BREAKDOWN.matcher(by).matches()
                || !IndicatorQuestion.GEOGRAPHIES.contains(geography)) {
            return Optional.empty();
        }
        Map<String, String> question = new LinkedHashMap<>();
        question.put("from", from.get().toString());
        question.put("until", until.get().toString());
        question.put("by", by);
        question.put("geography", geography);
        Optional.ofNullable(fields.get("trend"))
                .filter(IndicatorQuestion.STEPS::contains)
                .ifPresent(step -> question.put("trend", step));
        return Optional.of(Query.of("", question).substring(1));
    }

    /** By name; the question was written by {@link Query} when it was kept. */
    static Optional<Map<String, String>> fields(String query) {
        Map<String, String> fields = new LinkedHashMap<>();
        try {
            for (String field : query.split("&")) {
                String[] parts = field.split("=", 2);
                fields.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
            }
        } catch (IllegalArgumentException notEncoded) {
            return Optional.empty();
        }
        boolean hasControls =
                fields.values().stream().anyMatch(text -> text.chars().anyMatch(Character::isISOControl));
        return hasControls ? Optional.empty() : Optional.of(fields);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** The page that asks it, below the root of our pages. */
    static String address(SavedQuery.What what) {
        String page = what.about().equals(SavedQuery.STATEMENTS)
                ? "/evaluation/statements"
                : "/evaluation/indicators/" + what.about();
        return page + "?" + what.question();
    }
}
