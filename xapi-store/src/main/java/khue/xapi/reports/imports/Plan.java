/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.imports;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import khue.xapi.reports.imports.Present.Stored;
import khue.xapi.reports.imports.Table.Use;

/**
 * What a file would change.
 *
 * @param rows how many the file has
 * @param unchanged how many of them are as they were
 */
record Plan(int rows, int unchanged, List<Change> changes, List<Problem> problems) {

    /**
     * A row that comes, becomes another or goes.
     *
     * @param row where the file says so; 0 where it does by being silent
     */
    record Change(int row, Optional<Row> before, Optional<Row> after) {

        enum Kind {
            ADDED,
            CHANGED,
            REMOVED
        }

        Kind kind() {
            return before.isEmpty() ? Kind.ADDED : after.isEmpty() ? Kind.REMOVED : Kind.CHANGED;
        }

        Row either() {
            return after.orElseGet(before::get);
        }
    }

    /** @param whole whether the file is all there is to know, so that rows about what it does not name go as well */
    static Plan of(Table table, byte[] file, boolean whole, Present present) {
        ReadFile read = ReadFile.of(table, file, present);
        Map<List<Optional<String>>, Row> left = new HashMap<>();
        Set<List<String>> topics = new HashSet<>();
        read.rows().values().forEach(row -> topics.add(table.topicOf(row)));
        for (Stored stored : present.rows(table)) {
            if (whole || topics.contains(table.topicOf(stored.row()))) {
                left.put(key(table, stored.row()), stored.row());
            }
        }
        List<Change> changes = new ArrayList<>();
        int unchanged = 0;
        for (Map.Entry<Integer, Row> row : read.rows().entrySet()) {
            Optional<Row> before = Optional.ofNullable(left.remove(key(table, row.getValue())));
            if (before.filter(row.getValue()::equals).isPresent()) {
                unchanged++;
            } else {
                changes.add(new Change(row.getKey(), before, Optional.of(row.getValue())));
            }
        }
        List<Problem> problems = new ArrayList<>(read.problems());
        List<Row> gone = left.values().stream()
                .sorted((one, other) -> table.keyOf(one).compareTo(table.keyOf(other)))
                .toList();
        for (Row row : gone) {
            changes.add(new Change(0, Optional.of(row), Optional.empty()));
            usersOf(table, row, present).stream()
                    .findFirst()
                    .ifPresent(user -> problems.add(Problem.ofFile(
                            Fault.ROW_IN_USE, table.keyOf(row), user.table().title())));
        }
        return new Plan(read.rows().size(), unchanged, changes, problems);
    }

    /** A row that refers to another one. */
    record User(Table table, Stored stored) {}

    static List<User> usersOf(Table table, Row row, Present present) {
        List<User> users = new ArrayList<>();
        for (Table other : Table.ALL) {
            for (Use use : other.uses()) {
                if (use.table().equals(table.name())) {
                    present.rows(other).stream()
                            .filter(stored -> Rules.refers(use, stored.row(), row))
                            .forEach(stored -> users.add(new User(other, stored)));
                }
            }
        }
        return users;
    }

    static List<Optional<String>> key(Table table, Row row) {
        return table.key().stream().map(row::find).toList();
    }

    long count(Change.Kind kind) {
        return changes.stream().filter(change -> change.kind() == kind).count();
    }

    /** What was looked at: another one as soon as anything in it is different. */
    String digest() {
        try {
            byte[] text = changes.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
