/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.board;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import khue.xapi.postgres.Database;
import khue.xapi.reports.board.Ecosystem.Link;
import khue.xapi.reports.board.Ecosystem.SchoolMap;
import khue.xapi.reports.board.Programme.Code;
import khue.xapi.reports.facts.FactExtraction;
import khue.xapi.reports.indicators.Answers;
import khue.xapi.reports.indicators.Period;
import khue.xapi.reports.reference.Enrolments;

/** Draws the map of the ecosystem from facts, by looking for one of each kind. */
@ApplicationScoped
public class Ecosystems {

    /**
     * Of each school that class lists or statements name: the roles that are listed, and of each the sets of components that
     * there are at all, found one after the other in the index. Then whether one of them is of the period.
     */
    private static final String LINKS =
            """
            with learners as (
              select home.school, sum(told.learners) as learners
                from (select distinct on (class.id) class.id as class, enrolment.learners
                        from xapi.enrolment
                        join xapi.class on class.iri = enrolment.class
                       cross join (select ?::timestamptz as moment) as known
                       where %s
                       order by class.id, %s) as told
                join xapi.class_school home using (class)
               group by home.school
            ), present as (
              select generation from xapi.facts
            ), link as (
              select school.id as school, role.code as role, kind.components
                from xapi.school
               cross join (select code from xapi.code where kind = 'role') as role
               cross join lateral (%s) as kind
               where exists (
                 select from xapi.ecosystem one
                  where one.school = school.id and one.role = role.code and one.components = kind.components
                    and one.happened >= ? and one.happened < ?)
            )
            select school.code, coalesce(learners.learners, 0) as learners, past.name, link.role, link.components
              from xapi.school
              left join learners on learners.school = school.id
              left join lateral (select name from xapi.school_history history
                                  where history.school = school.id order by valid_from desc limit 1) as past on true
              left join link on link.school = school.id
             where past.name is not null or learners.learners is not null or link.role is not null
             order by school.code""".formatted(Enrolments.OF_THE_YEAR.indent(25).strip(), Enrolments.LAST_FIRST, FirstDays.KINDS);

    private final Database database;
    private final ProgrammeData data;
    private final Answers answers;
    private final FactExtraction facts;
    private final Clock clock;

    /** For the container's proxy. */
    protected Ecosystems() {
        this(null, null, null, null, null);
    }

    @Inject
    public Ecosystems(Database database, ProgrammeData data, Answers answers, FactExtraction facts, Clock clock) {
        this.database = database;
        this.data = data;
        this.answers = answers;
        this.facts = facts;
        this.clock = clock;
    }

    /** The school year of that name, or the present one; none where there is no calendar for it. */
    Optional<String> year(Optional<String> name) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), Period.ZONE);
        Map<String, Period> years = data.read().years();
        return name.isPresent()
                ? name.filter(years::containsKey)
                : years.entrySet().stream()
                        .filter(year -> !year.getValue().from().isAfter(today))
                        .map(Map.Entry::getKey)
                        .findFirst();
    }

    /** @param year that {@link #year} knows */
    Ecosystem of(String year) {
        Instant computedAt = clock.instant();
        // Before the facts: they may know more, never less.
        Instant factsThrough = facts.through();
        Programme programme = data.read();
        Period period = programme.years().get(year);
        List<Code> components = programme.codes().getOrDefault("component", List.of());
        Set<String> known = components.stream().map(Code::code).collect(Collectors.toSet());
        return new Ecosystem(
                year,
                period,
                answers.minimumGroup(),
                computedAt,
                factsThrough,
                programme.years(),
                components,
                programme.codes().getOrDefault("role", List.of()),
                schools(period, known));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private List<SchoolMap> schools(Period period, Set<String> components) {
        Map<String, SchoolMap> schools = new LinkedHashMap<>();
        database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement(LINKS)) {
                select.setObject(1, earlier(period.end(), clock.instant()).atOffset(ZoneOffset.UTC));
                select.setObject(2, period.start().atOffset(ZoneOffset.UTC));
                select.setObject(3, period.end().atOffset(ZoneOffset.UTC));
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        boolean hidden = row.getInt("learners") < answers.minimumGroup();
                        Optional<String> name = Optional.ofNullable(row.getString("name"));
                        SchoolMap school = schools.computeIfAbsent(
                                row.getString("code"),
                                code -> new SchoolMap(code, name, hidden, new LinkedHashSet<>()));
                        if (!hidden && row.getString("role") != null) {
                            for (String component :
                                    row.getString("components").strip().split(" ")) {
                                if (components.contains(component)) {
                                    school.links().add(new Link(row.getString("role"), component));
                                }
                            }
                        }
                    }
                }
                return null;
            }
        });
        return List.copyOf(schools.values());
    }
}
