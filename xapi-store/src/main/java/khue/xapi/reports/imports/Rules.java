/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.imports;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import khue.xapi.reports.imports.Present.Stored;
import khue.xapi.reports.imports.Table.Use;

/** What rows must not contradict: themselves, each other, and what is known. */
final class Rules {

    private final Table table;
    private final Map<Integer, Row> rows;
    private final Present present;
    private final List<Problem> problems = new ArrayList<>();

    private Rules(Table table, Map<Integer, Row> rows, Present present) {
        this.table = table;
        this.rows = rows;
        this.present = present;
    }

    static List<Problem> check(Table table, Map<Integer, Row> rows, Present present) {
        Rules rules = new Rules(table, rows, present);
        rules.noRowIsThereTwice();
        rows.forEach((number, row) -> {
            rules.endsAfterItsBeginning(number, row);
            rules.refersToWhatIsKnown(number, row);
            rules.hasItsPlaceInTheCalendar(number, row);
            rules.asksForDaysInOrder(number, row);
            rules.namesTwoSchools(number, row);
        });
        rules.aSchoolIsInOnePlaceAtATime();
        rules.weeksFollowEachOther();
        rules.anAliasLeadsToAKnownName("verb-aliases", List.of("alias"), List.of("verb"));
        rules.anAliasLeadsToAKnownName(
                "actor-aliases", List.of("home_page", "account"), List.of("known_home_page", "known_account"));
        return rules.problems;
    }

    private void noRowIsThereTwice() {
        Map<String, Integer> first = new HashMap<>();
        rows.forEach((number, row) -> {
            List<Optional<String>> key = table.key().stream().map(row::find).toList();
            Integer before = first.putIfAbsent(key.toString(), number);
            if (before != null) {
                report(number, "", Fault.ROW_TWICE, before, table.keyOf(row));
            }
        });
    }

    private void endsAfterItsBeginning(int number, Row row) {
        endsAfterItsBeginning(number, row, "valid_from", "valid_until");
        endsAfterItsBeginning(number, row, "starts_on", "ends_on");
    }

    private void endsAfterItsBeginning(int number, Row row, String from, String until) {
        if (row.find(from).isPresent()
                && row.find(until).isPresent()
                && !day(row, until).isAfter(day(row, from))) {
            report(number, until, Fault.PERIOD_REVERSED, Cell.written(day(row, from)), Cell.written(day(row, until)));
        }
    }

    private void refersToWhatIsKnown(int number, Row row) {
        if (!table.name().equals("schools")) {
            for (Column column : table.columns()) {
                if (column.kind() == Column.Kind.SCHOOL) {
                    row.find(column.name())
                            .filter(school -> !present.knowsSchool(school))
                            .ifPresent(school -> report(number, column.name(), Fault.SCHOOL_UNKNOWN, school));
                }
            }
        }
        for (Use use : table.uses()) {
            // Words were understood by the lists, or not at all.
            if (use.fixed().isEmpty() && !isKnown(use, row)) {
                switch (use.table()) {
                    case "models" -> report(number, "model", Fault.MODEL_UNKNOWN, row.get("model"), row.get("version"));
                    case "phases" -> report(number, "phase", Fault.PHASE_UNKNOWN, row.get("phase"));
                    default -> report(number, "school_year", Fault.SCHOOL_YEAR_UNKNOWN, row.get("school_year"));
                }
            }
        }
        if (table.name().equals("codes")) {
            List<String> lists = List.of("level", "area", "ownership", "component", "role");
            row.find("kind")
                    .filter(list -> !lists.contains(list))
                    .ifPresent(list -> report(number, "kind", Fault.CODE_UNKNOWN, list, String.join(", ", lists)));
        }
    }

    private boolean isKnown(Use use, Row row) {
        return present.rows(Table.named(use.table()).orElseThrow()).stream()
                .anyMatch(stored -> refers(use, row, stored.row()));
    }

    static boolean refers(Use use, Row row, Row target) {
        for (int i = 0; i < use.from().size(); i++) {
            Optional<String> value = row.find(use.from().get(i));
            if (value.isEmpty() || !value.equals(target.find(use.to().get(i)))) {
                return false;
            }
        }
        return use.fixed().isEmpty() || Objects.equals(target.get(use.fixed()), use.word());
    }

    private void hasItsPlaceInTheCalendar(int number, Row row) {
        Optional<Row> year = row.find("school_year")
                .flatMap(name -> present.rows(Table.named("school-years").orElseThrow()).stream()
                        .map(Stored::row)
                        .filter(one -> one.get("name").equals(name))
                        .findFirst());
        if (year.isPresent()) {
            for (String column : List.of("starts_on", "ends_on")) {
                if (row.find(column).isPresent() && isOutside(day(row, column), year.get())) {
                    report(
                            number,
                            column,
                            Fault.OUTSIDE_SCHOOL_YEAR,
                            Cell.written(day(row, column)),
                            year.get().get("name"),
                            Cell.written(day(year.get(), "starts_on")),
                            Cell.written(day(year.get(), "ends_on")));
                }
            }
        }
        if (table.name().equals("weeks") && day(row, "starts_on").getDayOfWeek() != DayOfWeek.MONDAY) {
            report(number, "starts_on", Fault.WEEK_NOT_ON_MONDAY, Cell.written(day(row, "starts_on")));
        }
    }

    /** The week in which a year begins may begin before it. */
    private boolean isOutside(LocalDate day, Row year) {
        LocalDate first = day(year, "starts_on");
        LocalDate begin = table.name().equals("weeks") ? first.with(DayOfWeek.MONDAY) : first;
        return day.isBefore(begin) || day.isAfter(day(year, "ends_on"));
    }

    private void asksForDaysInOrder(int number, Row row) {
        Optional<Integer> least = row.find("least_days").map(Integer::valueOf);
        Optional<Integer> most = row.find("most_days").map(Integer::valueOf);
        if (least.isPresent() && most.isPresent() && most.get() < least.get()) {
            report(number, "most_days", Fault.DAYS_REVERSED, least.get(), most.get());
        }
    }

    private void namesTwoSchools(int number, Row row) {
        if (table.name().equals("twin-pairs") && row.get("one").equals(row.get("other"))) {
            report(number, "other", Fault.TWIN_OF_ITSELF, row.get("other"));
        }
    }

    private void aSchoolIsInOnePlaceAtATime() {
        if (!table.name().equals("schools")) {
            return;
        }
        Map<String, List<Map.Entry<Integer, Row>>> bySchool = new HashMap<>();
        rows.entrySet()
                .forEach(row -> bySchool.computeIfAbsent(row.getValue().get("school"), school -> new ArrayList<>())
                        .add(row));
        bySchool.values().forEach(history -> {
            history.sort(Comparator.comparing(row -> row.getValue().get("valid_from")));
            for (int i = 1; i < history.size(); i++) {
                Row before = history.get(i - 1).getValue();
                Row after = history.get(i).getValue();
                boolean sameDay = before.get("valid_from").equals(after.get("valid_from"));
                boolean left = before.find("valid_until")
                        .filter(until -> until.compareTo(after.get("valid_from")) <= 0)
                        .isPresent();
                if (!left && !sameDay) {
                    report(
                            history.get(i).getKey(),
                            "valid_from",
                            Fault.PERIODS_OVERLAP,
                            history.get(i - 1).getKey());
                }
            }
        });
    }

    private void weeksFollowEachOther() {
        if (!table.name().equals("weeks")) {
            return;
        }
        Map<String, Integer> first = new HashMap<>();
        rows.forEach((number, row) -> {
            Integer before = first.putIfAbsent(row.get("starts_on"), number);
            if (before != null) {
                report(number, "starts_on", Fault.WEEKS_AT_ONCE, before);
            }
        });
    }

    /** Reports look a name up once. */
    private void anAliasLeadsToAKnownName(String name, List<String> alias, List<String> known) {
        if (!table.name().equals(name)) {
            return;
        }
        Map<List<String>, List<String>> leads = new HashMap<>();
        present.rows(table).forEach(stored -> leads.put(of(stored.row(), alias), of(stored.row(), known)));
        rows.values().forEach(row -> leads.put(of(row, alias), of(row, known)));
        Map<List<String>, List<String>> ledFrom = new HashMap<>();
        leads.forEach((from, to) -> ledFrom.put(to, from));
        rows.forEach((number, row) -> {
            List<String> from = of(row, alias);
            List<String> to = of(row, known);
            if (from.equals(to)) {
                report(number, alias.get(0), Fault.ALIAS_OF_ITSELF);
            } else if (leads.containsKey(to)) {
                report(number, known.get(0), Fault.ALIAS_CHAIN, last(to), last(leads.get(to)));
            } else if (ledFrom.containsKey(from)) {
                report(number, alias.get(0), Fault.ALIAS_CHAIN, last(from), last(to));
            }
        });
    }

    private static List<String> of(Row row, List<String> columns) {
        return columns.stream().map(row::get).toList();
    }

    private static String last(List<String> name) {
        return name.get(name.size() - 1);
    }

    private static LocalDate day(Row row, String column) {
        return LocalDate.parse(row.get(column));
    }

    private void report(int number, String column, Fault fault, Object... found) {
        problems.add(Problem.of(number, column, fault, found));
    }
}
