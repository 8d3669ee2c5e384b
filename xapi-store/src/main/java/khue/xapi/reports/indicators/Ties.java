/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which of the smallest units of an indicator (classes, schools …) are tied together, so that nobody learns about a group
 * smaller than the minimum. A unit with fewer people is tied to others until there are enough.
 *
 * <p>A cell of any answer is shown only when it holds, at any time, all units of a tie or none of them. Every number that is
 * shown is then a sum over whole ties; so is whatever anybody computes from such numbers by adding and subtracting, over
 * however many answers. The ties themselves do not depend on the question, see {@link TieBook}.
 */
final class Ties {

    /** By its smallest name, the units of each tie; those that stand alone are not here. */
    private final Map<String, Set<String>> ties;

    /** In ties that have too few people even so: nothing about them is shown. */
    private final Set<String> lost;

    private Ties(Map<String, Set<String>> ties, Set<String> lost) {
        this.ties = ties;
        this.lost = lost;
    }

    /**
     * A unit.
     *
     * @param people how many took part in what the indicator counts, in the school year
     * @param home the school of a class
     * @param traits where and what its school was; units with the same traits are tied first, so that fewer cells are cut
     */
    record Unit(String name, long people, Optional<String> home, List<String> traits) {}

    /** Those that are tied together, in no order. */
    Collection<Set<String>> groups() {
        return ties.values();
    }

    /**
     * @param before ties of an earlier day: they stay while one of their units is small, because the same figures tied in two
     *     ways could be subtracted from each other
     */
    static Ties of(Collection<Unit> units, Collection<Set<String>> before, long minimum) {
        Map<String, Unit> known = new TreeMap<>();
        units.stream().filter(unit -> unit.people() > 0).forEach(unit -> known.put(unit.name(), unit));
        List<List<Unit>> bundles = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Set<String> tie : before) {
            List<Unit> bundle =
                    tie.stream().filter(known::containsKey).map(known::get).toList();
            if (bundle.stream().anyMatch(unit -> unit.people() < minimum)) {
                bundles.add(new ArrayList<>(bundle));
                taken.addAll(tie);
            }
        }
        known.values().stream()
                .filter(unit -> !taken.contains(unit.name()))
                .forEach(unit -> bundles.add(new ArrayList<>(List.of(unit))));
        while (true) {
            Optional<List<Unit>> small =
                    bundles.stream().filter(bundle -> people(bundle) < minimum).min(Comparator.comparing(Ties::name));
            if (small.isEmpty() || bundles.size() == 1) {
                break;
            }
            bundles.remove(small.get());
            bundles.stream()
                    .min(Comparator.comparingInt((List<Unit> other) -> -likeness(small.get(), other))
                            .thenComparingLong(Ties::people)
                            .thenComparing(Ties::name))
                    .orElseThrow()
                    .addAll(small.get());
        }
        Map<String, Set<String>> ties = new TreeMap<>();
        Set<String> lost = new HashSet<>();
        for (List<Unit> bundle : bundles) {
            Set<String> names = new TreeSet<>();
            bundle.forEach(unit -> names.add(unit.name()));
            if (people(bundle) < minimum) {
                lost.addAll(names);
            }
            if (names.size() > 1) {
                ties.put(name(bundle), names);
            }
        }
        return new Ties(ties, lost);
    }

    /**
     * The cells that are not shown.
     *
     * @param places of each unit: the times at which it is in a cell, as a text that is the same for the same times; the cell
     *     without a name is empty
     */
    Set<String> hidden(Map<String, Map<String, String>> places) {
        Set<String> hidden = new HashSet<>();
        lost.forEach(unit -> hidden.addAll(places.getOrDefault(unit, Map.of()).keySet()));
        for (Set<String> tie : ties.values()) {
            Map<String, Set<String>> times = new HashMap<>();
            Map<String, Integer> members = new HashMap<>();
            for (String unit : tie) {
                places.getOrDefault(unit, Map.of()).forEach((cell, time) -> {
                    times.computeIfAbsent(cell, key -> new HashSet<>()).add(time);
                    members.merge(cell, 1, Integer::sum);
                });
            }
            times.forEach((cell, different) -> {
                if (different.size() > 1 || members.get(cell) < tie.size()) {
                    hidden.add(cell);
                }
            });
        }
        return hidden;
    }

    /** A class of the same school is more alike than any other. */
    private static int likeness(List<Unit> one, List<Unit> other) {
        int most = 0;
        for (Unit unit : one) {
            for (Unit beside : other) {
                boolean atHome = unit.home().isPresent() && unit.home().equals(beside.home());
                most = Math.max(most, (atHome ? 1_000 : 0) + common(unit.traits(), beside.traits()));
            }
        }
        return most;
    }

    private static int common(List<String> one, List<String> other) {
        int common = 0;
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            common += one.get(i).equals(other.get(i)) ? 1 : 0;
        }
        return common;
    }

    private static long people(List<Unit> bundle) {
        return bundle.stream().mapToLong(Unit::people).sum();
    }

    private static String name(List<Unit> bundle) {
        return bundle.stream().map(Unit::name).min(Comparator.naturalOrder()).orElseThrow();
    }
}
