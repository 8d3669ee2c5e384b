/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Random;
import java.util.stream.DoubleStream;
import khue.xapi.reports.SampleStore;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A percentile of many lists that are in order is that of all their numbers. */
class PercentileIT {

    private static SampleStore store;

    @BeforeAll
    static void start() {
        store = new SampleStore("percentiles");
    }

    /** With few numbers, and with more than are sorted at once; with many that are the same, and with one alone. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 100",
        "1, 2, 100",
        "2, 1, 100",
        "3, 40, 5",
        "1, 9000, 1000000",
        "40, 500, 1000000",
        "40, 500, 3",
        "7, 3000, 1"
    })
    void isThatOfAllNumbers(int lists, int numbers, int different) throws Exception {
        Random random = new Random(lists * 31L + numbers);
        for (int round = 0; round < 5; round++) {
            Double[][] told = new Double[lists][];
            for (int i = 0; i < lists; i++) {
                told[i] = DoubleStream.generate(() -> (random.nextInt(different) - different / 4) / 7.0)
                        .limit(1 + random.nextInt(numbers))
                        .boxed()
                        .toArray(Double[]::new);
            }
            compare(told);
        }
    }

    private static void compare(Double[][] told) {
        StringBuilder every = new StringBuilder();
        for (int i = 0; i < told.length; i++) {
            every.append(i == 0 ? "" : " union all ").append("select ?::float8[] as list");
        }
        store.database().withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    with told as (%s), part (part) as (values (0), (0.25), (0.5), (0.9), (0.999), (1))
                    select part,
                           (select percentile_cont(part) within group (order by number)
                              from told cross join unnest(list) as number) as sorted,
                           (select xapi.percentile(part, array_agg(row(array(select n from unnest(list) as n order by n))::xapi.ascending))
                              from told) as found
                      from part""".formatted(every))) {
                for (int i = 0; i < told.length; i++) {
                    select.setArray(i + 1, connection.createArrayOf("float8", told[i]));
                }
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        assertThat(row.getDouble("found"))
                                .as("of %s in %s lists", row.getString("part"), told.length)
                                .isCloseTo(row.getDouble("sorted"), Offset.offset(1e-9));
                    }
                }
            }
            return null;
        });
    }
}
