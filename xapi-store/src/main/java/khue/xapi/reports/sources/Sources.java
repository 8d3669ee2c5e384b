/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.sources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import khue.xapi.http.Json;
import khue.xapi.model.AgentIdentifier;
import khue.xapi.model.Fingerprint;
import khue.xapi.postgres.Database;
import khue.xapi.postgres.StatementKey;
import khue.xapi.reports.indicators.Period;
import khue.xapi.statements.StatementPage;
import khue.xapi.statements.StatementQuery;
import khue.xapi.statements.StatementStore;
import khue.xapi.statements.StoredStatement;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Every authority that has sent statements. Nothing is counted over everything: volumes are of the last days, by an index, and what
 * statements say is read from the newest of them.
 */
@ApplicationScoped
public class Sources {

    /** Enough to meet every verb that is in use, and a moment to read. */
    static final int LOOKED_AT = 2_000;

    private static final int PAGE = 500;

    private final Database database;
    private final StatementStore store;
    private final Clock clock;
    private final String base;

    /** For the container's proxy. */
    protected Sources() {
        this(null, null, null, "");
    }

    @Inject
    public Sources(
            Database database,
            StatementStore store,
            Clock clock,
            @ConfigProperty(name = "khue.iri.base", defaultValue = "https://khue.io/xapi/") String base) {
        this.database = database;
        this.store = store;
        this.clock = clock;
        this.base = base;
    }

    /**
     * A source.
     *
     * @param id fingerprint of its authority
     * @param name of the authority's account
     * @param label what its key is for; empty where it is no key of ours
     * @param newest when its newest statement was stored
     * @param day statements of the last 24 hours; {@code week} and {@code month}: of 7 and 30 days
     */
    record Source(
            UUID id,
            String name,
            Optional<String> label,
            Instant newest,
            long day,
            long week,
            long month,
            Rhythm rhythm) {}

    /** @param sentOn the days on which it sent, as far as they are looked at */
    private record Known(UUID fingerprint, long day, long week, long month, SortedSet<LocalDate> sentOn) {}

    /** The one that was heard last first. */
    List<Source> list() {
        List<Known> known = database.inTransaction(this::known);
        Map<String, String> labels = database.withConnection(Sources::labels);
        SchoolDays schoolDays = database.withConnection(SchoolDays::read);
        LocalDate today = day(clock.instant());
        List<Source> sources = new ArrayList<>();
        for (Known one : known) {
            // An erased person may have been one.
            for (StoredStatement newest : store.find(query(one.fingerprint(), 1, OptionalLong.empty()))
                    .statements()) {
                String name = name(tree(newest).path("authority"));
                one.sentOn().add(day(newest.stored()));
                sources.add(new Source(
                        one.fingerprint(),
                        name,
                        Optional.ofNullable(labels.get(name)).filter(label -> !label.isBlank()),
                        newest.stored(),
                        one.day(),
                        one.week(),
                        one.month(),
                        Rhythm.of(one.sentOn(), schoolDays, today)));
            }
        }
        sources.sort((first, second) -> second.newest().compareTo(first.newest()));
        return sources;
    }

    Optional<Source> find(UUID id) {
        return list().stream().filter(source -> source.id().equals(id)).findFirst();
    }

    /** What the newest statements of a source say. */
    Look look(UUID source) {
        Map<String, String> verbs = database.withConnection(Sources::verbAliases);
        Set<UUID> aliases = database.withConnection(Sources::actorAliases);
        Look look = new Look(
                base,
                verbs,
                (homePage, name) -> aliases.contains(Fingerprint.of(AgentIdentifier.ofAccount(homePage, name))));
        OptionalLong next = OptionalLong.empty();
        do {
            StatementPage page = store.find(query(source, Math.min(PAGE, LOOKED_AT - look.statements()), next));
            page.statements().forEach(statement -> look.take(tree(statement)));
            next = page.next();
        } while (next.isPresent() && look.statements() < LOOKED_AT);
        return look;
    }

    private static StatementQuery query(UUID authority, int limit, OptionalLong from) {
        return new StatementQuery(
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.of(authority),
                Optional.empty(),
                Optional.empty(),
                limit,
                false,
                from);
    }

    private static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, Period.ZONE);
    }

    /** From each authority to the next one by the index, however many statements each has; of each day one is looked for. */
    private List<Known> known(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                with recursive authority (id) as (
                  (select authority from xapi.statement order by authority limit 1)
                  union all
                  select (select s.authority from xapi.statement s where s.authority > a.id order by s.authority limit 1)
                    from authority a
                   where a.id is not null)
                select term.fingerprint, recent.*, sent.days
                  from authority
                  join xapi.term on term.id = authority.id
                 cross join lateral (
                   select count(*) filter (where key >= ?) as day, count(*) filter (where key >= ?) as week, count(*) as month
                     from xapi.statement s
                    where s.authority = authority.id and s.key >= ?) as recent
                 cross join lateral (
                   select array_agg(day.number::integer) as days
                     from unnest(?::bigint[], ?::bigint[]) with ordinality as day (first, beyond, number)
                    cross join lateral (
                      select from xapi.statement s
                       where s.authority = authority.id and s.key >= day.first and s.key < day.beyond limit 1) as one) as sent""")) {
            select.setLong(1, since(Duration.ofDays(1)));
            select.setLong(2, since(Duration.ofDays(7)));
            select.setLong(3, since(Duration.ofDays(30)));
            List<LocalDate> days = daysLookedAt();
            select.setArray(4, connection.createArrayOf("bigint", starts(days)));
            select.setArray(5, connection.createArrayOf("bigint", starts(next(days))));
            List<Known> known = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    known.add(new Known(
                            row.getObject("fingerprint", UUID.class),
                            row.getLong("day"),
                            row.getLong("week"),
                            row.getLong("month"),
                            sentOn(row.getArray("days"), days)));
                }
            }
            return known;
        }
    }

    private long since(Duration past) {
        return StatementKey.firstAt(clock.instant().minus(past));
    }

    private List<LocalDate> daysLookedAt() {
        LocalDate today = day(clock.instant());
        return today.minusDays(Rhythm.DAYS_LOOKED_AT - 1L)
                .datesUntil(today.plusDays(1))
                .toList();
    }

    private static List<LocalDate> next(List<LocalDate> days) {
        return days.stream().map(day -> day.plusDays(1)).toList();
    }

    private static Object[] starts(List<LocalDate> days) {
        return days.stream()
                .map(day -> StatementKey.firstAt(day.atStartOfDay(Period.ZONE).toInstant()))
                .toArray();
    }

    /** @param numbers of some of the days, from 1 on; null: of none */
    private static SortedSet<LocalDate> sentOn(Array numbers, List<LocalDate> days) throws SQLException {
        SortedSet<LocalDate> sentOn = new TreeSet<>();
        if (numbers != null) {
            for (Integer number : (Integer[]) numbers.getArray()) {
                sentOn.add(days.get(number - 1));
            }
        }
        return sentOn;
    }

    private static Map<String, String> labels(Connection connection) throws SQLException {
        return texts("select name, label from xapi.key", connection);
    }

    private static Map<String, String> verbAliases(Connection connection) throws SQLException {
        return texts("select alias, verb from xapi.verb_alias", connection);
    }

    private static Map<String, String> texts(String sql, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            Map<String, String> texts = new HashMap<>();
            while (row.next()) {
                texts.put(row.getString(1), row.getString(2));
            }
            return texts;
        }
    }

    private static Set<UUID> actorAliases(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "select fingerprint from xapi.actor_alias join xapi.term on term.id = actor_alias.alias");
                ResultSet row = select.executeQuery()) {
            Set<UUID> aliases = new HashSet<>();
            while (row.next()) {
                aliases.add(row.getObject("fingerprint", UUID.class));
            }
            return aliases;
        }
    }

    private static String name(JsonNode authority) {
        // A token of a person: the program and the person.
        JsonNode agent =
                authority.path("member").isArray() ? authority.path("member").path(0) : authority;
        return agent.path("account").path("name").asText(agent.path("mbox").asText());
    }

    private static JsonNode tree(StoredStatement statement) {
        try {
            return Json.mapper().readTree(statement.payload());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a stored statement is JSON", impossible);
        }
    }
}
