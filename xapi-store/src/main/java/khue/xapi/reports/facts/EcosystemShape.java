/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.facts;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Who takes part in which component of a school's ecosystem: what the statement says, and what follows from it and nothing else. */
final class EcosystemShape implements Shape {

    private static final String PEOPLE = "people";
    private static final String KNOWLEDGE = "knowledge";
    private static final List<String> LISTS_OF_CONTENT = List.of("competencies", "qualities", "development-fields");
    private static final List<String> CODES_OF_CONTENT = List.of("strand", "programme");
    private static final int MOST = 10;
    private static final int LONGEST = 50;

    @Override
    public String table() {
        return "ecosystem_fact";
    }

    @Override
    public List<String> columns() {
        return List.of("school", "role", "components");
    }

    @Override
    public List<Row> rows(Told statement) {
        Optional<String> role = statement.role().filter(EcosystemShape::isShort);
        Optional<String> school = statement.school();
        if (role.isEmpty() || school.isEmpty()) {
            return List.of();
        }
        return List.of(Row.of(
                statement,
                Optional.empty(),
                school.map(Code::new),
                role,
                Optional.of(" " + String.join(" ", components(statement)) + " ")));
    }

    /** Somebody who acts is of the people; what names what is learnt has content. The others have to be said. */
    static SortedSet<String> components(Told statement) {
        SortedSet<String> components = new TreeSet<>();
        statement.codes("components").stream()
                .filter(EcosystemShape::isShort)
                .limit(MOST)
                .forEach(components::add);
        components.add(PEOPLE);
        boolean hasContent = LISTS_OF_CONTENT.stream()
                        .anyMatch(list -> !statement.codes(list).isEmpty())
                || CODES_OF_CONTENT.stream()
                        .anyMatch(code -> statement.code(code).isPresent());
        if (hasContent) {
            components.add(KNOWLEDGE);
        }
        return components;
    }

    /** A code and not a sentence; and it takes its place in an index. */
    private static boolean isShort(String code) {
        return code.length() <= LONGEST && code.matches("[A-Za-z0-9.-]+");
    }
}
