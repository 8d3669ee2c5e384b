/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation.board;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * The map of the ecosystem as pages show it: roles downwards, components across.
 *
 * @param told how many schools anything is told of
 * @param city each role with, of each component, how many schools have the link
 */
public record EcosystemMap(
        String year,
        LocalDate from,
        LocalDate until,
        int minimumGroup,
        Instant factsThrough,
        List<String> years,
        List<String> components,
        long told,
        List<Role<Long>> city,
        List<School> schools) {

    /** @param cells one for each component */
    public record Role<T>(String name, List<T> cells) {}

    /**
     * One school.
     *
     * @param hidden nothing is told of it
     * @param roles each with, of each component, whether the link is there
     */
    public record School(String code, String name, boolean hidden, List<Role<Boolean>> roles) {

        /** Its code as a part of an address. */
        public String inQuery() {
            return URLEncoder.encode(code, StandardCharsets.UTF_8);
        }

        /** Roles in which somebody takes part. */
        public long present() {
            return roles.stream().filter(role -> role.cells().contains(true)).count();
        }

        public List<String> absent() {
            return roles.stream()
                    .filter(role -> !role.cells().contains(true))
                    .map(Role::name)
                    .toList();
        }

        public Drawing drawing(List<String> components) {
            return Drawing.of(this, components);
        }

        /** Of each role in which somebody takes part, the components to which it has no link. */
        public List<Gap> gaps(List<String> components) {
            List<Gap> gaps = new ArrayList<>();
            for (Role<Boolean> role : roles) {
                List<String> missing = new ArrayList<>();
                for (int i = 0; i < components.size(); i++) {
                    if (!role.cells().get(i)) {
                        missing.add(components.get(i));
                    }
                }
                if (!missing.isEmpty() && missing.size() < components.size()) {
                    gaps.add(new Gap(role.name(), String.join(", ", missing)));
                }
            }
            return gaps;
        }
    }

    public record Gap(String role, String components) {}

    /** Roles on the left, components on the right, a line for each link. */
    public record Drawing(int height, List<Point> roles, List<Point> components, List<Line> lines) {

        private static final int STEP = 40;
        private static final int HALF = STEP / 2;

        /** @param linked whether any line ends here */
        public record Point(String name, int y, boolean linked) {}

        public record Line(int from, int to) {}

        static Drawing of(School school, List<String> components) {
            int height = Math.max(school.roles().size(), components.size()) * STEP;
            List<Point> left = new ArrayList<>();
            List<Line> lines = new ArrayList<>();
            Set<Integer> reached = new HashSet<>();
            for (int row = 0; row < school.roles().size(); row++) {
                Role<Boolean> role = school.roles().get(row);
                int y = at(row, school.roles().size(), height);
                left.add(new Point(role.name(), y, role.cells().contains(true)));
                for (int column = 0; column < components.size(); column++) {
                    if (role.cells().get(column)) {
                        reached.add(column);
                        lines.add(new Line(y, at(column, components.size(), height)));
                    }
                }
            }
            List<Point> right = new ArrayList<>();
            for (int column = 0; column < components.size(); column++) {
                right.add(new Point(
                        components.get(column), at(column, components.size(), height), reached.contains(column)));
            }
            return new Drawing(height, left, right, lines);
        }

        private static int at(int index, int all, int height) {
            return (height - STEP) * index / Math.max(1, all - 1) + HALF;
        }
    }

    public Optional<School> school(String code) {
        return schools.stream().filter(school -> school.code().equals(code)).findFirst();
    }

    static EcosystemMap of(JsonNode json, Locale locale) {
        List<JsonNode> components = list(json.path("components"), Function.identity());
        List<JsonNode> roles = list(json.path("roles"), Function.identity());
        Map<String, Long> counts = new HashMap<>();
        json.path("links")
                .forEach(link -> counts.put(key(link), link.path("schools").asLong()));
        return new EcosystemMap(
                json.path("year").asText(),
                LocalDate.parse(json.path("from").asText()),
                LocalDate.parse(json.path("until").asText()),
                json.path("minimumGroup").asInt(),
                Instant.parse(json.path("factsThrough").asText()),
                list(json.path("years"), year -> year.path("name").asText()),
                components.stream().map(one -> name(one, locale)).toList(),
                json.path("told").asLong(),
                rows(roles, components, locale, link -> counts.getOrDefault(link, 0L)),
                list(json.path("schools"), school -> {
                    Set<String> links = new HashSet<>(list(school.path("links"), EcosystemMap::key));
                    return new School(
                            school.path("code").asText(),
                            school.path("name").asText(school.path("code").asText()),
                            school.path("hidden").asBoolean(),
                            rows(roles, components, locale, links::contains));
                }));
    }

    private static <T> List<Role<T>> rows(
            List<JsonNode> roles, List<JsonNode> components, Locale locale, Function<String, T> cell) {
        return roles.stream()
                .map(role -> new Role<>(
                        name(role, locale),
                        components.stream()
                                .map(component -> cell.apply(role.path("code").asText() + " "
                                        + component.path("code").asText()))
                                .toList()))
                .toList();
    }

    private static String key(JsonNode link) {
        return link.path("role").asText() + " " + link.path("component").asText();
    }

    private static String name(JsonNode code, Locale locale) {
        return code.path("name").path(locale.getLanguage()).asText();
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> reading) {
        return StreamSupport.stream(array.spliterator(), false).map(reading).toList();
    }
}
