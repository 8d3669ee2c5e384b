/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.board;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import khue.xapi.reports.board.Programme.Code;
import khue.xapi.reports.indicators.Period;

/**
 * Who takes part in which component, at each school: that somebody does, and never how many.
 *
 * @param year by its name
 * @param components and {@code roles}: in the order in which people name them
 */
record Ecosystem(
        String year,
        Period period,
        int minimumGroup,
        Instant computedAt,
        Instant factsThrough,
        Map<String, Period> years,
        List<Code> components,
        List<Code> roles,
        List<SchoolMap> schools) {

    /** A role and a component, by their codes. */
    record Link(String role, String component) {}

    /**
     * One school.
     *
     * @param hidden so few people are there that nothing is told
     * @param links those that there are
     */
    record SchoolMap(String code, Optional<String> name, boolean hidden, Set<Link> links) {

        boolean has(String role, String component) {
            return links.contains(new Link(role, component));
        }
    }

    /** How many schools have a link, of those of which anything is told. */
    long schoolsWith(String role, String component) {
        return schools.stream().filter(school -> school.has(role, component)).count();
    }

    long told() {
        return schools.stream().filter(school -> !school.hidden()).count();
    }
}
