/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link StatementStore} keeps to when it hands out many statements. */
public abstract class StatementScanContract extends StatementsForTests {

    private final List<Long> times = new ArrayList<>();
    private final List<UUID> ids = new ArrayList<>();

    @Test
    void handsOutWhatMatchesOldestFirstHoweverMuchItIs() throws IOException {
        List<UUID> added =
                add(IntStream.range(0, 1_200).mapToObj(i -> statement("n" + i)).toArray(String[]::new));

        scan(new With(agent).build(), endOfTime());

        assertThat(ids).isEqualTo(added);
        assertThat(times).isSorted();
    }

    @Test
    void leavesOutWhatIsVoided() throws IOException {
        List<UUID> added = add(statement("a"), statement("b"));
        ReceivedStatement voiding = voiding(added.get(0));
        add(voiding);

        scan(new With(agent).build(), endOfTime());

        assertThat(ids).containsExactly(added.get(1), voiding.id());
    }

    @Test
    void handsOutEverythingOfAStretchOfTimeWhenNothingElseIsAskedFor() throws IOException {
        List<UUID> added = add(statement("a"), statement("b"), statement("c"), statement("d"));
        add(voiding(added.get(2)));

        scan(new With().since(stored(added.get(0))).build(), stored(added.get(3)));

        assertThat(ids).containsExactly(added.get(1), added.get(3));
        assertThat(times.get(0)).isEqualTo(ChronoUnit.MICROS.between(Instant.EPOCH, stored(added.get(1))));
    }

    @Test
    void endsAtWhicheverIsEarlier() throws IOException {
        List<UUID> added = add(statement("a"), statement("b"), statement("c"));

        scan(new With().since(stored(added.get(0))).until(stored(added.get(1))).build(), endOfTime());
        scan(new With(agent).until(stored(added.get(1))).build(), stored(added.get(0)));

        assertThat(ids).containsExactly(added.get(1), added.get(0));
    }

    @Test
    void findsByWhatAStatementRefersTo() throws IOException {
        String verb = "http://example.vn/verb/" + UUID.randomUUID();
        UUID target = add(statement("a", verb, "")).get(0);
        UUID comment = add(referring(target)).get(0);

        scan(new With(agent).verb(verb).build(), endOfTime());

        assertThat(ids).containsExactly(target, comment);
    }

    @Test
    void handsOutNothingAboutAnActivityThatNobodyKnows() throws IOException {
        scan(new With(agent).activity("http://example.vn/" + UUID.randomUUID()).build(), endOfTime());

        assertThat(ids).isEmpty();
    }

    @Test
    void canBeUsedOnceMoreAfterAReaderWentAway() throws IOException {
        UUID first = add(statement("a"), statement("b")).get(0);
        StatementQuery all = new With().since(stored(first).minusMillis(1)).build();

        assertThatThrownBy(() -> store().scan(all, endOfTime(), (stored, json) -> {
                    throw new IOException("gone");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("gone");

        scan(all, endOfTime());
        assertThat(ids).contains(first);
    }

    private void scan(StatementQuery query, Instant through) throws IOException {
        store().scan(query, through, (stored, json) -> {
            times.add(stored);
            ids.add(id(new String(json, StandardCharsets.UTF_8)));
        });
    }

    private Instant stored(UUID id) {
        return store().find(id).orElseThrow().stored();
    }

    private static Instant endOfTime() {
        return Instant.parse("2200-01-01T00:00:00Z");
    }
}
