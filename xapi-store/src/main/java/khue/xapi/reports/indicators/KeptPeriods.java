/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import khue.xapi.postgres.Database;

/**
 * The periods of which something is kept, {@link KeptContributions} and {@link KeptFindings}: those that somebody asked about
 * lately, and the {@link UsualPeriods} in which something happened.
 */
@ApplicationScoped
public class KeptPeriods {

    /** A period that nobody has asked about for so long, and that has not been a usual one, is not kept any more. */
    static final Duration WANTED = Duration.ofDays(3);

    /** How exactly it is noted when somebody asked: each note is a write. */
    private static final Duration NOTED = Duration.ofHours(1);

    /** How long it may take until the first facts of a usual period are noticed: each look is at every class. */
    static final Duration LOOKED = Duration.ofMinutes(1);

    private final Database database;
    private final Clock clock;
    private volatile Instant looked = Instant.MIN;

    /** For the container's proxy. */
    protected KeptPeriods() {
        this(null, null);
    }

    @Inject
    public KeptPeriods(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Notes that somebody asks about the period. */
    int numberOf(Period period) {
        Instant now = clock.instant();
        return database.inTransaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select id from xapi.kept_period where since = ? and until = ? and asked_at > ? for key share")) {
                set(period, now.minus(NOTED), select);
                try (ResultSet row = select.executeQuery()) {
                    if (row.next()) {
                        return row.getInt("id");
                    }
                }
            }
            return note("asked_at", period, now, connection);
        });
    }

    /** Periods that somebody is likely to ask about: they are kept as soon as there are facts in them. */
    void expect(Collection<UsualPeriods.Usual> usual) {
        Instant now = clock.instant();
        if (looked.plus(LOOKED).isAfter(now)) {
            return;
        }
        for (UsualPeriods.Usual one : usual) {
            if (isExpected(one.period()) || hasFacts(one.period())) {
                expect(one.period(), now);
                one.behind().forEach(period -> expect(period, now));
            }
        }
        looked = now;
    }

    /** Whether it is a usual one in which something happened. */
    boolean isExpected(Period period) {
        Instant now = clock.instant();
        return database.withConnection(connection -> isNoted(period, now, connection));
    }

    private void expect(Period period, Instant now) {
        database.inTransaction(
                connection -> isNoted(period, now, connection) ? null : note("usual_at", period, now, connection));
    }

    /** Goes class by class, so that each has an end of its own. */
    private boolean hasFacts(Period period) {
        String some = Stream.of("work_fact", "participation_fact", "competency_fact")
                .map("""
                        (select from xapi.%s fact
                          where fact.generation = (select generation from xapi.facts) and fact.class = class.id
                            and fact.happened >= ? and fact.happened < ?
                          limit 1)"""::formatted)
                .collect(Collectors.joining(" union all "));
        return database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select exists (select from xapi.class cross join lateral (" + some + ") as fact)")) {
                for (int i = 1; i <= 6; i += 2) {
                    select.setObject(i, period.start().atOffset(ZoneOffset.UTC));
                    select.setObject(i + 1, period.end().atOffset(ZoneOffset.UTC));
                }
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getBoolean(1);
                }
            }
        });
    }

    private static boolean isNoted(Period period, Instant now, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select exists (select from xapi.kept_period where since = ? and until = ? and usual_at > ?)")) {
            set(period, now.minus(NOTED), select);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static int note(String what, Period period, Instant now, Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into xapi.kept_period (since, until, %1$s) values (?, ?, ?)
                on conflict (since, until) do update set %1$s = excluded.%1$s
                returning id""".formatted(what))) {
            set(period, now, insert);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getInt("id");
            }
        }
    }

    private static void set(Period period, Instant moment, PreparedStatement statement) throws SQLException {
        statement.setObject(1, period.start().atOffset(ZoneOffset.UTC));
        statement.setObject(2, period.end().atOffset(ZoneOffset.UTC));
        statement.setObject(3, moment.atOffset(ZoneOffset.UTC));
    }

    /** First what people have asked about, the latest first. */
    Map<Integer, Period> wanted() {
        return database.withConnection(connection -> {
            try (Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery(
                            "select id, since, until from xapi.kept_period order by asked_at desc nulls last, id")) {
                Map<Integer, Period> wanted = new LinkedHashMap<>();
                while (row.next()) {
                    wanted.put(
                            row.getInt("id"),
                            new Period(day("since", row), day("until", row).minusDays(1)));
                }
                return wanted;
            }
        });
    }

    private static LocalDate day(String column, ResultSet row) throws SQLException {
        return LocalDate.ofInstant(row.getObject(column, OffsetDateTime.class).toInstant(), Period.ZONE);
    }

    /** What is kept of a period goes with it. */
    void forget() {
        database.inTransaction(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(
                    "delete from xapi.kept_period where greatest(asked_at, usual_at) < ?")) {
                delete.setObject(1, clock.instant().minus(WANTED).atOffset(ZoneOffset.UTC));
                return delete.executeUpdate();
            }
        });
    }
}
