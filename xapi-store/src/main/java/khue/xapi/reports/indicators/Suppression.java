/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which cells of a report are not shown, so that nobody learns about a group smaller than the minimum.
 *
 * <p>Three views of the same numbers are published: classes, schools, the total. Whatever is hidden together in one
 * sum that is shown has at least two members and, together, the minimum size; a subtraction then yields no more than
 * a group that could have been shown anyway. The three views are decided at once, because one could give away what
 * another hides.
 */
record Suppression(Set<String> hiddenClasses, Set<Optional<String>> hiddenSchools, boolean totalIsHidden) {

    /** A class, or another cell, with the school it belongs to, where that is known. */
    record Group(String classIri, Optional<String> school, int size) {}

    static Suppression of(List<Group> classes, int minimum) {
        Map<String, List<Group>> schools = classes.stream()
                .collect(Collectors.groupingBy(Suppression::schoolKey, TreeMap::new, Collectors.toList()));
        Set<Group> hidden = new HashSet<>();
        Map<String, List<Group>> hiddenSchools = new TreeMap<>();
        schools.forEach((school, ofSchool) -> {
            ofSchool.stream().filter(group -> group.size() < minimum).forEach(hidden::add);
            hideUntilSafe(ofSchool, hidden, minimum);
            if (sizeOf(ofSchool) < minimum) {
                hiddenSchools.put(school, ofSchool);
            }
        });
        hideSchoolsUntilSafe(schools, hiddenSchools, hidden, minimum);
        return new Suppression(
                hidden.stream().map(Group::classIri).collect(Collectors.toUnmodifiableSet()),
                hiddenSchools.values().stream()
                        .map(ofSchool -> ofSchool.get(0).school())
                        .collect(Collectors.toUnmodifiableSet()),
                sizeOf(classes) < minimum);
    }

    /** Within one school: the classes that are hidden must not follow from the school's number. */
    private static void hideUntilSafe(List<Group> ofSchool, Set<Group> hidden, int minimum) {
        while (true) {
            List<Group> secret = ofSchool.stream().filter(hidden::contains).toList();
            Optional<Group> next = smallest(ofSchool, hidden);
            if (isSafe(secret.size(), sizeOf(secret), minimum) || next.isEmpty()) {
                return;
            }
            hidden.add(next.get());
        }
    }

    /** Among schools: the same for the total. A school that is hidden must not follow from its classes either. */
    private static void hideSchoolsUntilSafe(
            Map<String, List<Group>> schools, Map<String, List<Group>> hiddenSchools, Set<Group> hidden, int minimum) {
        while (true) {
            int size = hiddenSchools.values().stream()
                    .mapToInt(Suppression::sizeOf)
                    .sum();
            Optional<Map.Entry<String, List<Group>>> next = schools.entrySet().stream()
                    .filter(school -> !hiddenSchools.containsKey(school.getKey()))
                    .min(Comparator.comparingInt(school -> sizeOf(school.getValue())));
            if (isSafe(hiddenSchools.size(), size, minimum) || next.isEmpty()) {
                return;
            }
            hiddenSchools.put(next.get().getKey(), next.get().getValue());
            if (next.get().getValue().stream().noneMatch(hidden::contains)) {
                smallest(next.get().getValue(), hidden).ifPresent(hidden::add);
            }
        }
    }

    private static boolean isSafe(int members, int size, int minimum) {
        return members == 0 || (members >= 2 && size >= minimum);
    }

    private static Optional<Group> smallest(List<Group> groups, Set<Group> hidden) {
        return groups.stream()
                .filter(group -> !hidden.contains(group))
                .min(Comparator.comparingInt(Group::size).thenComparing(Group::classIri));
    }

    private static int sizeOf(Collection<Group> groups) {
        return groups.stream().mapToInt(Group::size).sum();
    }

    private static String schoolKey(Group group) {
        return group.school().map(school -> "+" + school).orElse("");
    }
}
