/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation.board;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import khue.tools.web.Formats;
import khue.tools.web.Messages;

/**
 * The board as a page shows it: every number in words.
 *
 * @param minimumGroup of fewer people nothing is told
 * @param factsThrough what was stored until then is in the figures
 * @param years names of the school years that can be asked for
 */
public record TargetBoard(
        int minimumGroup,
        Instant factsThrough,
        List<String> years,
        List<Goal> goals,
        Part<Cohort> cohorts,
        Part<School> schools,
        Part<Model> models,
        Matrix matrix,
        List<Missing> missing) {

    /** What belongs to a period. */
    public record Part<T>(LocalDate from, LocalDate until, List<T> rows) {}

    /** @param indicator empty where none measures it */
    public record Goal(
            String title,
            String source,
            LocalDate endsOn,
            LocalDate from,
            LocalDate until,
            String target,
            Optional<String> baseline,
            Optional<Definition> indicator,
            boolean suppressed,
            List<Reading> readings) {}

    public record Definition(String id, int version, String title, String formula) {}

    /**
     * One way to read a target.
     *
     * @param name empty where there is only one
     * @param part how much of the target is reached, at most 1; empty where nobody knows
     * @param count what was counted, where the figure is a share
     */
    public record Reading(
            Optional<String> name,
            Optional<String> actual,
            Optional<Double> part,
            boolean reached,
            Optional<String> count,
            Optional<Denominator> denominator) {}

    /** @param number empty where nobody has told it */
    public record Denominator(
            String kind, Optional<String> number, Optional<String> source, Optional<LocalDate> asOf) {}

    /** @param title of one that reference data do not know, its code */
    public record Cohort(
            String title,
            boolean known,
            String quota,
            String range,
            boolean suppressed,
            String finished,
            String days,
            String outside,
            Optional<String> source) {}

    /** @param lacks what is missing, in a sentence; empty where nothing is, or nothing is told */
    public record School(String code, String name, String kind, String standing, String lacks, String models) {}

    public record Model(String code, int version, String title, boolean inUse, String source, List<Trial> schools) {}

    public record Trial(
            String name, String standing, LocalDate from, Optional<LocalDate> until, Optional<LocalDate> first) {}

    /**
     * Levels downwards, areas and ownerships across.
     *
     * @param day on which schools are where they stand here
     */
    public record Matrix(
            LocalDate day, long covered, int all, List<String> columns, List<Level> levels, List<String> unplaced) {}

    public record Level(String name, List<Cell> cells) {}

    /** @param column what the cell is about, beside its level */
    public record Cell(String column, String state, long schools, long active, long hidden, String models) {}

    /** @param sentence what is missing, and what for */
    public record Missing(String sentence, String table) {}

    static TargetBoard of(JsonNode json, Messages messages, Locale locale) {
        return new Reader(json, messages, locale, new Formats(locale)).board();
    }

    private record Reader(JsonNode json, Messages messages, Locale locale, Formats formats) {

        private static final String NONE = "–";

        TargetBoard board() {
            return new TargetBoard(
                    json.path("minimumGroup").asInt(),
                    Instant.parse(json.path("factsThrough").asText()),
                    list(json.path("years"), year -> year.path("name").asText()),
                    list(json.path("targets"), this::goal),
                    part("cohorts", this::cohort),
                    part("schools", this::school),
                    part("models", this::model),
                    matrix(json.path("coverage")),
                    list(json.path("missing"), this::missing));
        }

        private Goal goal(JsonNode goal) {
            Optional<Definition> definition = Optional.of(goal.path("indicator"))
                    .filter(JsonNode::isObject)
                    .map(indicator -> new Definition(
                            indicator.path("id").asText(),
                            indicator.path("version").asInt(),
                            word(indicator.path("title")),
                            word(indicator.path("formula"))));
            boolean share = goal.path("indicator").path("unit").asText().equals("share");
            double target = goal.path("target").asDouble();
            return new Goal(
                    goal.path("title").asText(),
                    goal.path("source").asText(),
                    day(goal, "endsOn"),
                    day(goal, "from"),
                    day(goal, "until"),
                    figure(target, share),
                    number(goal, "baseline").map(baseline -> figure(baseline, share)),
                    definition,
                    goal.path("suppressed").asBoolean(),
                    list(
                            goal.path("readings"),
                            reading -> reading(
                                    reading,
                                    target,
                                    share,
                                    goal.path("readings").size())));
        }

        private Reading reading(JsonNode reading, double target, boolean share, int all) {
            Optional<Double> actual = number(reading, "actual");
            Optional<Double> count = number(reading, "numerator").filter(number -> share);
            return new Reading(
                    Optional.of("board.reading." + reading.path("name").asText())
                            .filter(key -> all > 1)
                            .map(this::say),
                    actual.map(value -> figure(value, share)),
                    actual.filter(value -> target > 0).map(value -> Math.max(0, Math.min(1, value / target))),
                    reading.path("reached").asBoolean(),
                    count.map(formats::number),
                    Optional.of(reading.path("denominator"))
                            .filter(JsonNode::isObject)
                            .map(known -> new Denominator(
                                    say("board.kind." + known.path("kind").asText()),
                                    number(known, "value").map(formats::number),
                                    text(known, "source"),
                                    text(known, "asOf").map(LocalDate::parse))));
        }

        private Cohort cohort(JsonNode cohort) {
            Optional<String> least = number(cohort, "leastDays").map(formats::number);
            Optional<String> most = number(cohort, "mostDays").map(formats::number);
            boolean known = cohort.hasNonNull("title");
            return new Cohort(
                    text(cohort, "title").orElse(cohort.path("code").asText()),
                    known,
                    number(cohort, "quota").map(formats::number).orElse(NONE),
                    least.isEmpty() && most.isEmpty() ? NONE : least.orElse("0") + "–" + most.orElse("∞"),
                    cohort.path("suppressed").asBoolean(),
                    number(cohort, "finished").map(formats::number).orElse(NONE),
                    number(cohort, "days").map(formats::number).orElse(NONE),
                    number(cohort, "outside").map(formats::number).orElse(NONE),
                    text(cohort, "source"));
        }

        private School school(JsonNode school) {
            String kind = List.of("level", "area", "ownership").stream()
                    .flatMap(list -> text(school, list).map(code -> name(list, code)).stream())
                    .reduce((one, other) -> one + " · " + other)
                    .orElse("");
            return new School(
                    school.path("code").asText(),
                    text(school, "name").orElse(school.path("code").asText()),
                    kind,
                    school.path("standing").asText(),
                    lacks(school),
                    joined(list(school.path("models"), JsonNode::asText)));
        }

        private String lacks(JsonNode school) {
            int pupils = school.path("missingPupils").asInt();
            boolean teacher = school.path("missingTeachers").asInt() > 0;
            String grownUp =
                    school.path("level").asText().equals("preschool") ? "board.lacks.guardian" : "board.lacks.teacher";
            if (pupils > 0 && teacher) {
                return say("board.lacks.pupils", pupils) + "; " + say(grownUp);
            }
            return pupils > 0 ? say("board.lacks.pupils", pupils) : teacher ? say(grownUp) : "";
        }

        private Model model(JsonNode model) {
            return new Model(
                    model.path("code").asText(),
                    model.path("version").asInt(),
                    model.path("title").asText(),
                    model.path("inUse").asBoolean(),
                    model.path("source").asText(),
                    list(
                            model.path("schools"),
                            trial -> new Trial(
                                    text(trial, "name")
                                            .orElse(trial.path("code").asText()),
                                    trial.path("standing").asText(),
                                    day(trial, "from"),
                                    text(trial, "until").map(LocalDate::parse),
                                    text(trial, "firstActivity").map(LocalDate::parse))));
        }

        private Matrix matrix(JsonNode coverage) {
            List<Cell> cells = list(coverage.path("cells"), this::cell);
            List<String> names = list(coverage.path("levels"), level -> word(level.path("name")));
            int width = names.isEmpty() ? 0 : cells.size() / names.size();
            List<Level> levels = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                levels.add(new Level(names.get(i), cells.subList(i * width, (i + 1) * width)));
            }
            return new Matrix(
                    day(json, "mapDay"),
                    coverage.path("covered").asLong(),
                    cells.size(),
                    cells.stream().limit(width).map(Cell::column).toList(),
                    levels,
                    list(
                            coverage.path("unplaced"),
                            school -> text(school, "name")
                                    .orElse(school.path("code").asText())));
        }

        private Cell cell(JsonNode cell) {
            return new Cell(
                    name("area", cell.path("area").asText()) + ", "
                            + name("ownership", cell.path("ownership").asText()),
                    cell.path("state").asText(),
                    cell.path("schools").asLong(),
                    cell.path("active").asLong(),
                    cell.path("hidden").asLong(),
                    joined(list(cell.path("models"), JsonNode::asText)));
        }

        private Missing missing(JsonNode missing) {
            String what = missing.path("what").asText();
            String name = text(missing, "name").orElse("");
            String called = what.equals("denominator") ? say("board.kind." + name) : name;
            return new Missing(
                    say("board.missing." + what, called), missing.path("table").asText());
        }

        /** Of a code that reference data list: what people call it. */
        private String name(String list, String code) {
            return StreamSupport.stream(json.path("coverage").path(list + "s").spliterator(), false)
                    .filter(known -> known.path("code").asText().equals(code))
                    .map(known -> word(known.path("name")))
                    .findFirst()
                    .orElse(code);
        }

        private String word(JsonNode text) {
            return text.path(locale.getLanguage()).asText();
        }

        private String figure(double number, boolean share) {
            return share ? formats.percent(number) : formats.number(number);
        }

        private String say(String key, Object... parameters) {
            return messages.say(locale, key, parameters);
        }

        private <T> Part<T> part(String name, Function<JsonNode, T> reading) {
            JsonNode part = json.path(name);
            return new Part<>(day(part, "from"), day(part, "until"), list(part.path("rows"), reading));
        }

        private static <T> List<T> list(JsonNode array, Function<JsonNode, T> reading) {
            return StreamSupport.stream(array.spliterator(), false).map(reading).toList();
        }

        private static String joined(List<String> words) {
            return words.isEmpty() ? NONE : String.join(", ", words);
        }

        private static LocalDate day(JsonNode json, String name) {
            return LocalDate.parse(json.path(name).asText());
        }

        private static Optional<String> text(JsonNode json, String name) {
            return Optional.ofNullable(json.path(name).textValue());
        }

        private static Optional<Double> number(JsonNode json, String name) {
            return Optional.of(json.path(name)).filter(JsonNode::isNumber).map(JsonNode::asDouble);
        }
    }
}
