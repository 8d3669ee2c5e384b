/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import khue.xapi.reports.SampleStore;
import khue.xapi.samples.SampleSchools;
import khue.xapi.samples.SampleYear;
import khue.xapi.samples.SampleYear.Sent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FactRebuildIT {

    private static final List<Sent> YEAR =
            SampleYear.tidy(7, new SampleSchools.Size(1, 2, 6, 1, 1)).statements();

    /** What is kept by days of a generation and would not be if it were kept now, or the other way round. */
    private static final String WRONG = """
            with due as (
              select distinct class, xapi.stretch(xapi.local_day(happened)) as stretch
                from xapi.participation_fact where generation = %1$d and class is not null
            ), now as (
              select class, stretch, live.* from due cross join lateral xapi.event_days_of(%1$d::smallint, class, stretch) live
            ), kept as (
              select class, stretch, day, verb, event, seconds, strand, form, times from xapi.event_day where generation = %1$d
            )
            select count(*) from ((table now except table kept) union all (table kept except table now)) as wrong""";

    private static int stores;

    private SampleStore store;

    @BeforeEach
    void aYearWithItsFacts() {
        store = new SampleStore("fact_rebuild_" + ++stores);
        store.sendAll(YEAR);
    }

    @Test
    void keepsNothingOfWhatWasVoidedBefore() throws Exception {
        voidAnAttendance();

        int generation = begin();
        finish();

        assertThat(wrong(generation)).isZero();
    }

    @Test
    void keepsNothingOfWhatIsVoidedAfterItsDaysWereKept() throws Exception {
        int generation = begin();
        while (store.count("select count(*) from xapi.event_day where generation = " + generation) == 0) {
            assertThat(store.rebuild().step()).isTrue();
        }
        assertThat(store.rebuild().progress()).as("it is not in force yet").isPresent();

        voidAnAttendance();
        assertThat(wrong(generation)).as("until the worker comes by").isPositive();
        finish();

        assertThat(wrong(generation)).isZero();
    }

    private int begin() {
        store.rebuild().begin();
        return (int) store.count("select generation from xapi.facts_rebuild");
    }

    private void finish() {
        store.finishRebuild();
        assertThat(store.rebuild().progress()).isEmpty();
    }

    private long wrong(int generation) {
        return store.count(WRONG.formatted(generation));
    }

    private void voidAnAttendance() {
        UUID attended = store.database().withConnection(connection -> {
            try (Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery("""
                            select id from xapi.participation_fact join xapi.statement_id using (key)
                             where piece = 'event' and pupil is not null and class is not null order by key limit 1""")) {
                row.next();
                return row.getObject("id", UUID.class);
            }
        });
        store.sendAll(List.of(SampleStore.voiding(attended)));
    }
}
