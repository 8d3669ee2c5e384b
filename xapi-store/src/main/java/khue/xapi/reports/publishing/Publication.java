/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.publishing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import khue.xapi.postgres.Database;
import khue.xapi.reports.facts.FactExtraction;
import khue.xapi.reports.indicators.Answers;
import khue.xapi.reports.indicators.Answers.Row;
import khue.xapi.reports.indicators.Breakdown;
import khue.xapi.reports.indicators.Figure;
import khue.xapi.reports.indicators.Geography;
import khue.xapi.reports.indicators.Indicator;
import khue.xapi.reports.indicators.Indicators;
import khue.xapi.reports.indicators.Period;
import khue.xapi.reports.indicators.Question;

/**
 * Asks what an evaluator could ask of every month, quarter, year and school year, and writes the answers down where
 * programs that read the database find them: docs/decisions/0046-published-figures.md.
 *
 * <p>A period is computed again when something came, went or was told differently since: at most once an hour while it
 * lasts and a week longer, once a day later on, and at once after somebody was erased. Periods are rows that are claimed, so
 * several nodes share them.
 */
@ApplicationScoped
public class Publication {

    /** What is said to have happened earlier is believed to be a clock that was wrong. */
    private static final LocalDate FIRST_DAY = LocalDate.of(2022, 9, 1);

    private static final int DAYS_OF_LATE_STATEMENTS = 7;

    /** By classes nothing is published: whoever needs these asks the report API, where it is noted. */
    private static final Breakdown NOT_PUBLISHED = Breakdown.CLASS;

    private final Database database;
    private final Answers answers;
    private final FactExtraction facts;
    private final Clock clock;
    private final List<Indicator> indicators;

    /** For the container's proxy. */
    protected Publication() {
        this(null, null, null, null);
    }

    @Inject
    public Publication(Database database, Answers answers, FactExtraction facts, Clock clock) {
        this(database, answers, facts, clock, Indicators.ALL);
    }

    Publication(Database database, Answers answers, FactExtraction facts, Clock clock, List<Indicator> indicators) {
        this.database = database;
        this.answers = answers;
        this.facts = facts;
        this.clock = clock;
        this.indicators = indicators;
    }

    /** Whether somebody can read what is written; until then nothing is. */
    boolean isRead() {
        return database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                            select exists (select from pg_auth_members member
                                             join pg_roles role on role.oid = member.roleid
                                            where role.rolname = 'khue_reporting' and member.member <> current_user::regrole)
                               and to_regclass('reporting.figure') is not null""");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        });
    }

    /** Which indicators and periods there are. */
    void plan() {
        database.inTransaction(connection -> {
            tellIndicators(connection);
            List<PublishedPeriod> periods = periods(connection);
            try (PreparedStatement upsert = connection.prepareStatement("""
                            insert into xapi.published_period as known (kind, name, starts_on, ends_on)
                            select * from unnest(?::text[], ?::text[], ?::date[], ?::date[])
                            on conflict (kind, name) do update
                               set starts_on = excluded.starts_on, ends_on = excluded.ends_on, computed_at = null,
                                   tried_at = null
                             where (known.starts_on, known.ends_on) <> (excluded.starts_on, excluded.ends_on)""");
                    PreparedStatement delete = connection.prepareStatement("""
                            delete from xapi.published_period
                             where (kind, name) not in (select * from unnest(?::text[], ?::text[]))""")) {
                Object[] kinds = periods.stream().map(PublishedPeriod::kind).toArray();
                Object[] names = periods.stream().map(PublishedPeriod::name).toArray();
                upsert.setArray(1, connection.createArrayOf("text", kinds));
                upsert.setArray(2, connection.createArrayOf("text", names));
                upsert.setArray(
                        3,
                        connection.createArrayOf(
                                "date",
                                periods.stream()
                                        .map(period -> period.days().from())
                                        .toArray()));
                upsert.setArray(
                        4,
                        connection.createArrayOf(
                                "date",
                                periods.stream()
                                        .map(period -> period.days().until())
                                        .toArray()));
                upsert.executeUpdate();
                delete.setArray(1, connection.createArrayOf("text", kinds));
                delete.setArray(2, connection.createArrayOf("text", names));
                delete.executeUpdate();
            }
            return null;
        });
    }

    /**
     * Computes one period that is due.
     *
     * @param stopped asked between two questions
     * @return whether there was one
     */
    boolean step(BooleanSupplier stopped) {
        Data data = data();
        Optional<Due> due = claim(data);
        if (due.isEmpty() || stopped.getAsBoolean()) {
            return false;
        }
        // Before the figures: they may know more, never less.
        Instant through = facts.through();
        List<Published> published = new ArrayList<>();
        for (Indicator indicator : indicators) {
            for (Question question : questions(indicator, due.get().days())) {
                if (stopped.getAsBoolean()) {
                    return false;
                }
                Answers.Answer answer = answers.answer(indicator, question);
                List<Row> rows = question.by() == Breakdown.NONE ? List.of(answer.total()) : answer.rows();
                rows.forEach(row -> published.add(new Published(indicator, question, row)));
            }
        }
        write(due.get(), published, data, through);
        return true;
    }

    /** What can be asked of a period, without what differs only by a map that hardly ever differs. */
    private List<Question> questions(Indicator indicator, Period days) {
        LocalDate today = today();
        List<Question> questions = new ArrayList<>();
        for (Breakdown by : indicator.breakdowns()) {
            if (by == Breakdown.UNIT) {
                for (Geography geography : Geography.values()) {
                    questions.add(new Question(days, by, geography, today));
                }
            } else if (by != NOT_PUBLISHED) {
                questions.add(new Question(days, by, Geography.EVENT, today));
            }
        }
        return questions;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Period.ZONE);
    }

    private void tellIndicators(Connection connection) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into xapi.published_indicator (id, version, title_vi, title_en, formula_vi, formula_en, unit)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (id, version) do update
                   set title_vi = excluded.title_vi, title_en = excluded.title_en, formula_vi = excluded.formula_vi,
                       formula_en = excluded.formula_en""")) {
            for (Indicator indicator : indicators) {
                upsert.setString(1, indicator.id());
                upsert.setInt(2, indicator.version());
                upsert.setString(3, indicator.title().vi());
                upsert.setString(4, indicator.title().en());
                upsert.setString(5, indicator.formula().vi());
                upsert.setString(6, indicator.formula().en());
                upsert.setString(7, indicator.unit().name().toLowerCase(Locale.ROOT));
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    private List<PublishedPeriod> periods(Connection connection) throws SQLException {
        LocalDate today = today();
        Optional<LocalDate> first = firstDay(connection).filter(day -> !day.isAfter(today));
        if (first.isEmpty()) {
            return List.of();
        }
        List<PublishedPeriod> periods = new ArrayList<>(PublishedPeriod.ofCalendar(first.get(), today));
        try (PreparedStatement select = connection.prepareStatement("""
                select name, starts_on, ends_on from xapi.school_year where starts_on <= ? and ends_on >= ? order by 2""")) {
            select.setObject(1, today);
            select.setObject(2, first.get());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    periods.add(new PublishedPeriod(
                            "school-year",
                            row.getString("name"),
                            new Period(
                                    row.getObject("starts_on", LocalDate.class),
                                    row.getObject("ends_on", LocalDate.class))));
                }
            }
        }
        return periods;
    }

    /** On which something happened that figures know of. */
    private static Optional<LocalDate> firstDay(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                        select min(first) as first
                          from (select min(happened) as first from xapi.work_fact
                                union all select min(happened) from xapi.participation_fact
                                union all select min(happened) from xapi.training_fact
                                union all select min(happened) from xapi.competency_fact
                                union all select min(happened) from xapi.feedback_fact
                                union all select min(happened) from xapi.contest_fact
                                union all select min(hour) from xapi.source_hour) as firsts""");
                ResultSet row = select.executeQuery()) {
            row.next();
            return Optional.ofNullable(row.getObject("first", OffsetDateTime.class))
                    .map(moment -> LocalDate.ofInstant(moment.toInstant(), Period.ZONE))
                    .map(day -> day.isBefore(FIRST_DAY) ? FIRST_DAY : day);
        }
    }

    /**
     * What figures would be made of now.
     *
     * @param seen other data, other text
     * @param erased grows when somebody is erased
     */
    private record Data(String seen, long erased) {}

    private Data data() {
        String definitions = indicators.stream()
                .map(indicator -> indicator.id() + "/" + indicator.version())
                .collect(Collectors.joining(" "));
        return database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                            select concat_ws(' ',
                                     (select concat_ws(' ', max(last_key), sum(statements)) from xapi.source_hour),
                                     (select concat_ws(' ', max(id), max(kept_at), max(undone_at)) from xapi.reference_import),
                                     (select concat_ws(' ', count(*), max(as_of), sum(learners)) from xapi.enrolment)) as seen,
                                   (select coalesce(sum(deleted + kept), 0) from xapi.erasure) as erased""");
                    ResultSet row = select.executeQuery()) {
                row.next();
                String seen = row.getString("seen") + " " + answers.minimumGroup() + " " + definitions.hashCode();
                return new Data(seen, row.getLong("erased"));
            }
        });
    }

    private record Due(int id, Period days) {}

    private Optional<Due> claim(Data data) {
        Instant now = clock.instant();
        return database.inTransaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update xapi.published_period set tried_at = :now
                     where id = (select id from xapi.published_period
                                  where (tried_at is null or tried_at <= computed_at or tried_at < :now - interval '1 hour')
                                    and (computed_at is null or erased <> :erased
                                      or seen <> :seen
                                         and computed_at <= :now - case when ends_on >= :lately then interval '1 hour'
                                                                        else interval '1 day' end)
                                  order by computed_at nulls first, starts_on desc, id
                                  limit 1
                                  for update skip locked)
                    returning id, starts_on, ends_on""".replace(":now", "?::timestamptz")
                    .replace(":erased", "?")
                    .replace(":seen", "?")
                    .replace(":lately", "?::date"))) {
                OffsetDateTime moment = now.atOffset(ZoneOffset.UTC);
                update.setObject(1, moment);
                update.setObject(2, moment);
                update.setLong(3, data.erased());
                update.setString(4, data.seen());
                update.setObject(5, moment);
                update.setObject(6, today().minusDays(DAYS_OF_LATE_STATEMENTS));
                try (ResultSet row = update.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Due(
                                    row.getInt("id"),
                                    new Period(
                                            row.getObject("starts_on", LocalDate.class),
                                            row.getObject("ends_on", LocalDate.class))))
                            : Optional.empty();
                }
            }
        });
    }

    private record Published(Indicator indicator, Question question, Row row) {}

    private void write(Due due, List<Published> published, Data data, Instant through) {
        Instant now = clock.instant();
        database.inTransaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                            update xapi.published_period
                               set computed_at = ?, facts_through = ?, seen = ?, erased = ? where id = ?""");
                    PreparedStatement forgetFigures =
                            connection.prepareStatement("delete from xapi.published_figure where period = ?");
                    PreparedStatement forgetDetails =
                            connection.prepareStatement("delete from xapi.published_detail where period = ?")) {
                update.setObject(1, now.atOffset(ZoneOffset.UTC));
                update.setObject(2, through.atOffset(ZoneOffset.UTC));
                update.setString(3, data.seen());
                update.setLong(4, data.erased());
                update.setInt(5, due.id());
                if (update.executeUpdate() == 0) {
                    // The period is gone from the calendar.
                    return null;
                }
                forgetFigures.setInt(1, due.id());
                forgetFigures.executeUpdate();
                forgetDetails.setInt(1, due.id());
                forgetDetails.executeUpdate();
            }
            writeFigures(due, published, connection);
            writeDetails(due, published, connection);
            return null;
        });
    }

    private static void writeFigures(Due due, List<Published> published, Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into xapi.published_figure (period, indicator, version, breakdown, geography, cell, label, suppressed,
                                                   numerator, denominator, value, as_of)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            for (Published one : published) {
                Figure figure = one.row().figure();
                int next = head(due, one, insert);
                insert.setString(next++, one.row().label().orElse(null));
                insert.setBoolean(next++, one.row().suppressed());
                insert.setBigDecimal(next++, figure.numerator().orElse(null));
                insert.setBigDecimal(next++, figure.denominator().orElse(null));
                insert.setBigDecimal(next++, figure.value().orElse(null));
                insert.setObject(
                        next,
                        figure.source()
                                .map(source -> source.asOf().atOffset(ZoneOffset.UTC))
                                .orElse(null));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void writeDetails(Due due, List<Published> published, Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into xapi.published_detail (period, indicator, version, breakdown, geography, cell, name, number)
                values (?, ?, ?, ?, ?, ?, ?, ?)""")) {
            for (Published one : published) {
                for (Map.Entry<String, BigDecimal> number :
                        one.row().figure().more().entrySet()) {
                    int next = head(due, one, insert);
                    insert.setString(next++, number.getKey());
                    insert.setBigDecimal(next, number.getValue());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    /** @return the position of the next parameter */
    private static int head(Due due, Published one, PreparedStatement insert) throws SQLException {
        int next = 1;
        insert.setInt(next++, due.id());
        insert.setString(next++, one.indicator().id());
        insert.setInt(next++, one.indicator().version());
        insert.setString(next++, one.question().by().word());
        insert.setString(next++, one.question().geography().word());
        insert.setString(next++, one.row().figure().cell().orElse(null));
        return next;
    }
}
