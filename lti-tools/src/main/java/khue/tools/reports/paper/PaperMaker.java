/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports.paper;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import khue.tools.evaluation.IndicatorReport;
import khue.tools.evaluation.IndicatorTable;
import khue.tools.reports.snapshot.ReportKind;
import khue.tools.reports.snapshot.Snapshot;
import khue.tools.reports.snapshot.TypedHash;
import khue.tools.web.Formats;
import khue.tools.web.Messages;

/** Puts a report into words and tables. Each number comes out of the snapshot; what is official is Vietnamese, a page speaks its reader's language. */
public final class PaperMaker {

    private static final List<String> ROMAN = List.of("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X");
    private static final String KEYS = "reports.paper.";
    private static final String UNCUT = "none";
    private static final String COUNT = "count";

    private final UnaryOperator<IndicatorReport> named;
    private final Messages messages;
    private final Locale locale;
    private final Formats formats;

    /** @param named gives cells the names that the store does not know */
    public PaperMaker(Messages messages, Locale locale, UnaryOperator<IndicatorReport> named) {
        this.named = named;
        this.messages = messages;
        this.locale = locale;
        this.formats = new Formats(locale);
    }

    /**
     * What has been put to a report after it was locked.
     *
     * @param signed the office in capitals, how it was signed, the name; where nobody has, what is to be filled in
     * @param day of the signature; else of the lock
     */
    public record Ending(List<String> signed, LocalDate day, Paper.Proof proof) {}

    public Paper paper(Snapshot report, Ending ending) {
        List<Block> blocks = new ArrayList<>();
        report.replaces().ifPresent(former -> blocks.add(new Block.Words(say("replaces", former.sha256()))));
        for (int i = 0; i < report.sections().size(); i++) {
            Snapshot.Section section = report.sections().get(i);
            blocks.add(new Block.Heading(1, roman(i) + ". " + title(section)));
            blocks.addAll(words(section.narrative().isEmpty() ? say("no-narrative") : section.narrative()));
            blocks.addAll(contents(report, section));
        }
        blocks.addAll(annex(report));
        return new Paper(
                report.head().superior().toUpperCase(locale),
                report.head().issuer().toUpperCase(locale),
                say(
                        "number",
                        report.head().number().isEmpty()
                                ? "……/BC-……"
                                : report.head().number()),
                say("country"),
                say("motto"),
                say(
                        "place-and-day",
                        report.head().place(),
                        "%02d".formatted(ending.day().getDayOfMonth()),
                        "%02d".formatted(ending.day().getMonthValue()),
                        Integer.toString(ending.day().getYear())),
                say("title"),
                say("about", period(report.kind(), report.from(), report.until())),
                blocks,
                Stream.concat(
                                Stream.of(say("recipients")),
                                report.head().recipients().lines())
                        .toList(),
                ending.signed(),
                ending.proof());
    }

    /** Such as {@code quý III năm 2026}. */
    public String period(ReportKind kind, LocalDate from, LocalDate until) {
        String year = Integer.toString(from.getYear());
        return switch (kind) {
            case MONTH -> say("period.month", Integer.toString(from.getMonthValue()), year);
            case QUARTER -> say("period.quarter", ROMAN.get((from.getMonthValue() - 1) / 3), year);
            case YEAR -> say("period.year", year);
            case SCHOOL_YEAR -> say("period.school-year", year, Integer.toString(from.getYear() + 1));
            case REQUEST -> say("period.request", formats.date(from), formats.date(until));
        };
    }

    /** Figures and events of a section, without its narrative. */
    public List<Block> contents(Snapshot report, Snapshot.Section section) {
        List<Block> blocks = new ArrayList<>();
        List<Snapshot.Figure> figures = report.figuresOf(section);
        if (!figures.isEmpty()) {
            blocks.add(totals(figures));
            figures.stream().map(this::cut).flatMap(Optional::stream).forEach(blocks::add);
        }
        if (!section.events().isEmpty()) {
            blocks.add(new Block.Heading(2, events(section)));
            section.events().forEach(event -> blocks.add(new Block.Words(event(event))));
        }
        return blocks;
    }

    /** A section that only a later template has is called like any other. */
    private String events(Snapshot.Section section) {
        int many = section.events().size();
        return messages.find(locale, KEYS + "events." + section.code(), many)
                .orElseGet(() -> say("events.results", many));
    }

    private String event(Snapshot.Event event) {
        String where = event.place().isEmpty() ? "" : ", " + event.place();
        String done = event.done().isEmpty()
                ? ""
                : " " + say("done." + event.kind().toLowerCase(Locale.ROOT), sentence(event.done()));
        return "– " + formats.date(event.day()) + where + ": " + sentence(event.what()) + done;
    }

    /** In one line, with a mark at its end. */
    private static String sentence(String words) {
        String line = words.replaceAll("\\s+", " ").strip();
        return line.matches(".*[.!?…:;]") ? line : line + ".";
    }

    /** One line for each figure of a section; what the store does not know is said. */
    private Block totals(List<Snapshot.Figure> figures) {
        return new Block.Table(
                say("figures"),
                List.of(say("reference"), say("indicator"), say("value"), say("numerator"), say("denominator")),
                figures.stream()
                        .map(figure -> new Block.Row(
                                figure.answer()
                                        .map(answer -> total(figure, answer))
                                        .orElseGet(() -> unknown(figure)),
                                false))
                        .toList(),
                List.of(8, 44, 18, 15, 15));
    }

    private List<Block.Cell> total(Snapshot.Figure figure, JsonNode answer) {
        IndicatorReport told = named.apply(IndicatorReport.of(answer, locale));
        IndicatorTable table = IndicatorTable.of(told, messages, locale);
        String name = told.definition().id() + " " + told.definition().title();
        return Stream.concat(
                        Stream.of(
                                Block.Cell.of(reference(figure)),
                                Block.Cell.of(withMore(name, table.columns(), table.total()))),
                        numbers(table.total(), told.minimumGroup()))
                .toList();
    }

    private List<Block.Cell> unknown(Snapshot.Figure figure) {
        return List.of(
                Block.Cell.of(reference(figure)),
                Block.Cell.of(figure.indicator()
                        + messages.find(locale, "reports.wanted." + figure.indicator())
                                .map(title -> " " + title)
                                .orElse("")),
                Block.Cell.of(say("no-figures")),
                Block.Cell.of(""),
                Block.Cell.of(""));
    }

    private Optional<Block> cut(Snapshot.Figure figure) {
        return figure.answer()
                .filter(answer -> !figure.by().equals(UNCUT))
                .map(answer -> named.apply(IndicatorReport.of(answer, locale)))
                .filter(told -> !told.rows().isEmpty())
                .map(told -> {
                    IndicatorTable table = IndicatorTable.of(told, messages, locale);
                    String by = by(figure.by());
                    return new Block.Table(
                            say("cut", reference(figure), told.definition().title(), by.toLowerCase(locale)),
                            List.of(by, say("value"), say("numerator"), say("denominator")),
                            Stream.concat(
                                            table.lines().stream()
                                                    .map(line -> row(line.name(), table, line, told, false)),
                                            Stream.of(row(say("total"), table, table.total(), told, true)))
                                    .toList(),
                            List.of(46, 22, 16, 16));
                });
    }

    private Block.Row row(
            String name, IndicatorTable table, IndicatorTable.Line line, IndicatorReport told, boolean isTotal) {
        return new Block.Row(
                Stream.concat(
                                Stream.of(Block.Cell.of(
                                        withMore(name, isTotal ? table.columns() : ofAPart(table, told), line))),
                                numbers(line, told.minimumGroup()))
                        .toList(),
                isTotal);
    }

    /** The target of a number is the whole programme's; a school or a level has a part of it, and nobody said which. */
    private List<String> ofAPart(IndicatorTable table, IndicatorReport told) {
        return told.definition().unit().equals(COUNT)
                ? table.columns().stream()
                        .map(column -> column.equals(messages.say(locale, "evaluation.more.target")) ? "" : column)
                        .toList()
                : table.columns();
    }

    /**
     * Further numbers stand beside the name: most figures have none, and a column each would leave no room.
     *
     * @param columns what they are called; one without a name is left out
     */
    private static String withMore(String name, List<String> columns, IndicatorTable.Line line) {
        String more = IntStream.range(0, columns.size())
                .filter(i -> !columns.get(i).isEmpty())
                .mapToObj(i -> columns.get(i) + ": " + line.more().get(i))
                .collect(Collectors.joining("; "));
        return line.suppressed() || more.isEmpty() ? name : name + " (" + more + ")";
    }

    private static Stream<Block.Cell> numbers(IndicatorTable.Line line, int minimumGroup) {
        return line.suppressed()
                ? Stream.of(Block.Cell.tooFew(minimumGroup), Block.Cell.number("–"), Block.Cell.number("–"))
                : Stream.of(
                        Block.Cell.number(line.value()),
                        Block.Cell.number(line.numerator()),
                        Block.Cell.number(line.denominator()));
    }

    /** Where each number comes from: formula in words, by what its SQL is found, question, and times. */
    private List<Block> annex(Snapshot report) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Annex(say("annex")));
        blocks.add(new Block.Words(say("annex.lead")));
        for (Snapshot.Figure figure : report.figures()) {
            figure.answer().ifPresent(answer -> blocks.addAll(origin(figure, answer)));
        }
        String unknown = report.figures().stream()
                .filter(figure -> figure.answer().isEmpty())
                .map(figure -> reference(figure) + " " + figure.indicator())
                .collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            blocks.add(new Block.Words(say("annex.unknown", unknown)));
        }
        return blocks;
    }

    private List<Block> origin(Snapshot.Figure figure, JsonNode answer) {
        IndicatorReport told = IndicatorReport.of(answer, locale);
        String sources = Stream.concat(told.rows().stream(), Stream.of(told.total()))
                .flatMap(row -> row.source().stream())
                .distinct()
                .collect(Collectors.joining("; "));
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(
                3,
                reference(figure) + " " + told.definition().id() + " v"
                        + told.definition().version() + ": " + told.definition().title()));
        blocks.add(new Block.Words(say(
                "annex.formula",
                told.formula(),
                figure.formula().map(TypedHash::beginning).orElse(""))));
        blocks.add(new Block.Words(say(
                "annex.parameters",
                formats.date(told.from()),
                formats.date(told.until()),
                by(told.by()).toLowerCase(locale),
                messages.say(locale, "evaluation.geography." + told.geography()).toLowerCase(locale),
                told.minimumGroup(),
                formats.dateTime(told.computedAt()),
                formats.dateTime(told.factsThrough()))));
        if (!sources.isEmpty()) {
            blocks.add(new Block.Words(say("annex.sources", sources)));
        }
        blocks.add(new Block.Code(told.sql().strip()));
        return blocks;
    }

    private static String reference(Snapshot.Figure figure) {
        return "[" + figure.number() + "]";
    }

    private String by(String word) {
        return messages.say(locale, "evaluation.by." + word);
    }

    public String title(Snapshot.Section section) {
        return locale.getLanguage().equals("vi") ? section.vietnamese() : section.english();
    }

    private static String roman(int index) {
        return index < ROMAN.size() ? ROMAN.get(index) : Integer.toString(index + 1);
    }

    private static List<Block> words(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .<Block>map(Block.Words::new)
                .toList();
    }

    private String say(String key, Object... parameters) {
        return messages.say(locale, KEYS + key, parameters);
    }
}
