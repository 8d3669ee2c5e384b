/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import khue.tools.web.Audience;

/** requests.tsv: who may do what with requests about personal data, written by hand and not by the rules; and the page that shows it. */
public final class RequestAccess {

    /** @param onPaper how the request came */
    record Row(RequestRules.Step step, Audience role, boolean onPaper, boolean yes) {}

    private static final Map<RequestRules.Step, String> WORDS = Map.ofEntries(
            Map.entry(RequestRules.Step.LIST, "see which requests there are"),
            Map.entry(RequestRules.Step.SEE, "see one: what is asked, its clock, what was done"),
            Map.entry(RequestRules.Step.RECEIPT, "see and print its receipt"),
            Map.entry(RequestRules.Step.NAME, "be told whose data it is"),
            Map.entry(RequestRules.Step.FIND, "look for a person by name"),
            Map.entry(RequestRules.Step.OPEN, "enter one that came on paper"),
            Map.entry(RequestRules.Step.ANSWER, "say that whoever asked was answered"),
            Map.entry(RequestRules.Step.DECIDE, "have it done, or refuse it"),
            Map.entry(RequestRules.Step.LIFT, "lift a restriction"),
            Map.entry(RequestRules.Step.RETRY, "send to the store again what it refused"),
            Map.entry(RequestRules.Step.TAKE, "download the data of somebody else"));

    private RequestAccess() {}

    static List<Row> rows() {
        try (InputStream list = RequestAccess.class.getResourceAsStream("requests.tsv")) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", -1))
                    .map(cells -> new Row(
                            RequestRules.Step.valueOf(cells[0]),
                            Audience.valueOf(cells[1]),
                            cells[2].equals("PAPER"),
                            cells[3].equals("yes")))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** For docs/reference/access.md. */
    public static String section() {
        Set<Audience> roles =
                rows().stream().map(Row::role).collect(Collectors.toCollection(() -> EnumSet.noneOf(Audience.class)));
        return """

                ## A request about personal data

                Decided by `khue.tools.subjects.RequestRules`; tried against it (`RequestRulesTest`) and over HTTP (`SubjectsIT`). Whoever asks has a page of their own, with their own
                requests and their own data.

                | who |%s
                |---|%s
                """.formatted(
                                WORDS.keySet().stream()
                                        .sorted()
                                        .map(step -> " " + WORDS.get(step) + " |")
                                        .collect(joining()),
                                "---|".repeat(WORDS.size()))
                + roles.stream().map(RequestAccess::line).collect(joining());
    }

    private static String line(Audience role) {
        return "| " + role.name().toLowerCase() + " |"
                + rows().stream()
                        .filter(row -> row.role() == role)
                        .collect(groupingBy(Row::step, LinkedHashMap::new, Collectors.toList()))
                        .values()
                        .stream()
                        .map(RequestAccess::cell)
                        .collect(joining())
                + "\n";
    }

    private static String cell(List<Row> both) {
        boolean here = both.stream().anyMatch(row -> !row.onPaper() && row.yes());
        boolean paper = both.stream().anyMatch(row -> row.onPaper() && row.yes());
        return here && paper ? " **yes** |" : here ? " **yes**, unless it came on paper |" : " no |";
    }
}
