/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.board;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import khue.xapi.reports.board.Programme.Code;
import khue.xapi.reports.board.Programme.Site;
import khue.xapi.reports.board.Programme.Trial;

/**
 * Which kinds of schools the programme has reached: every level in every area of every ownership.
 *
 * @param unplaced schools that are in no cell, because something of them is not known
 */
record Coverage(List<Cell> cells, List<Site> unplaced) {

    /**
     * Schools of one kind.
     *
     * @param schools how many there are
     * @param active how many of them are active, as far as that is told
     * @param hidden of how many nothing is told
     * @param models what schools here try, by code
     */
    record Cell(
            String level,
            String area,
            String ownership,
            int schools,
            int active,
            int hidden,
            SortedSet<String> models,
            State state) {}

    enum State {
        /** An active school tries a model. */
        COVERED,
        /** There are active schools, and none of them tries a model. */
        ACTIVE,
        /** There are schools, and none is active. */
        IDLE,
        /** There is no such school. */
        EMPTY,
        /** Whether it is covered depends on schools of which nothing is told. */
        HIDDEN;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param trials those of the period
     * @param standing of a school, by its code
     */
    static Coverage of(
            Map<String, List<Code>> codes,
            Collection<Site> sites,
            Collection<Trial> trials,
            Function<String, Standing> standing) {
        List<Cell> cells = new ArrayList<>();
        for (Code level : codes.getOrDefault("level", List.of())) {
            for (Code area : codes.getOrDefault("area", List.of())) {
                for (Code ownership : codes.getOrDefault("ownership", List.of())) {
                    List<Site> here = sites.stream()
                            .filter(site -> site.level()
                                            .filter(level.code()::equals)
                                            .isPresent()
                                    && site.area().filter(area.code()::equals).isPresent()
                                    && site.ownership()
                                            .filter(ownership.code()::equals)
                                            .isPresent())
                            .toList();
                    cells.add(cell(level.code(), area.code(), ownership.code(), here, trials, standing));
                }
            }
        }
        return new Coverage(
                cells, sites.stream().filter(site -> !site.isPlaced()).toList());
    }

    private static Cell cell(
            String level,
            String area,
            String ownership,
            List<Site> sites,
            Collection<Trial> trials,
            Function<String, Standing> standing) {
        SortedSet<String> models = new TreeSet<>();
        int active = 0;
        int hidden = 0;
        boolean covered = false;
        for (Site site : sites) {
            List<String> tried = trials.stream()
                    .filter(trial -> trial.school().equals(site.code()))
                    .map(Trial::model)
                    .toList();
            models.addAll(tried);
            Standing stands = standing.apply(site.code());
            active += stands == Standing.ACTIVE ? 1 : 0;
            hidden += stands == Standing.HIDDEN ? 1 : 0;
            covered |= stands == Standing.ACTIVE && !tried.isEmpty();
        }
        return new Cell(
                level,
                area,
                ownership,
                sites.size(),
                active,
                hidden,
                models,
                state(sites.isEmpty(), covered, active, hidden));
    }

    private static State state(boolean empty, boolean covered, int active, int hidden) {
        if (empty) {
            return State.EMPTY;
        }
        if (covered) {
            return State.COVERED;
        }
        if (hidden > 0) {
            return State.HIDDEN;
        }
        return active > 0 ? State.ACTIVE : State.IDLE;
    }

    long covered() {
        return cells.stream().filter(cell -> cell.state() == State.COVERED).count();
    }
}
