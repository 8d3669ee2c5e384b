/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link StatementStore} keeps to when many write at once. */
public abstract class ConcurrentWritersContract extends StatementsForTests {

    @Test
    void survivesManyBatchesWithTheSameIdsInDifferentOrders() throws Exception {
        List<UUID> ids = Stream.generate(UUID::randomUUID).limit(30).toList();
        List<Callable<Void>> writers = IntStream.range(0, 12)
                .<Callable<Void>>mapToObj(i -> () -> {
                    List<UUID> shuffled = new ArrayList<>(ids);
                    Collections.shuffle(shuffled, new Random(i));
                    add(shuffled.stream()
                            .map(id -> received(id, statement("same")))
                            .toArray(ReceivedStatement[]::new));
                    return null;
                })
                .toList();

        runAtOnce(writers);

        assertThat(find(query -> query)).hasSize(30).doesNotHaveDuplicates();
    }

    @Test
    void showsEveryStatementToAReaderWhoFollowsTheOldestFirstWhileOthersWrite() throws Exception {
        int writers = 6;
        int batches = 40;
        List<UUID> written = Collections.synchronizedList(new ArrayList<>());
        List<UUID> seen = new ArrayList<>();
        ExecutorService executor = Executors.newFixedThreadPool(writers);
        try {
            List<Future<?>> running = IntStream.range(0, writers)
                    .<Future<?>>mapToObj(i -> executor.submit(() -> {
                        for (int batch = 0; batch < batches; batch++) {
                            written.addAll(add(statement("w"), statement("w"), statement("w")));
                        }
                    }))
                    .toList();
            Instant seenThrough = Instant.EPOCH;
            boolean complete = false;
            while (!complete) {
                complete = running.stream().allMatch(Future::isDone);
                Instant since = seenThrough;
                StatementPage page =
                        store().find(new With(agent).ascending().since(since).build());
                page.statements().forEach(statement -> seen.add(id(statement)));
                if (!page.statements().isEmpty()) {
                    seenThrough =
                            page.statements().get(page.statements().size() - 1).stored();
                    complete = false;
                }
            }
            for (Future<?> writer : running) {
                writer.get();
            }
        } finally {
            executor.shutdownNow();
        }

        assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void keepsSingleStatementsOfManyRequestsApartThoughTheyShareCommits() throws Exception {
        UUID taken = UUID.randomUUID();
        add(received(taken, statement("first")));
        List<ReceivedStatement> good = IntStream.range(0, 60)
                .mapToObj(i -> received(UUID.randomUUID(), statement("s" + i)))
                .toList();
        AtomicInteger conflicts = new AtomicInteger();
        List<Callable<Void>> requests = new ArrayList<>();
        good.forEach(statement -> requests.add(() -> {
            add(statement);
            assertThat(store().find(statement.id())).isPresent();
            return null;
        }));
        IntStream.range(0, 6)
                .forEach(i -> requests.add(10 * i, () -> {
                    assertThatThrownBy(() -> add(received(taken, statement("other" + i))))
                            .isInstanceOf(StatementConflict.class);
                    conflicts.incrementAndGet();
                    return null;
                }));

        runAtOnce(requests);

        assertThat(conflicts).hasValue(6);
        assertThat(find(query -> query))
                .hasSize(61)
                .containsAll(good.stream().map(ReceivedStatement::id).toList());
    }

    @Test
    void storesOneStatementOnceThatManyRequestsSendAtOnce() throws Exception {
        UUID id = UUID.randomUUID();

        runAtOnce(Collections.nCopies(12, () -> {
            add(received(id, statement("same")));
            return null;
        }));

        assertThat(find(query -> query)).containsExactly(id);
    }

    @Test
    void linksReferencesThatAreStoredAtTheSameInstant() throws Exception {
        for (int round = 0; round < 20; round++) {
            UUID target = UUID.randomUUID();
            UUID middle = UUID.randomUUID();
            UUID last = UUID.randomUUID();
            String verb = "http://example.vn/verb/" + UUID.randomUUID();
            // Batches of two, so that each is a transaction of its own.
            runAtOnce(List.of(
                    adding(received(last, referring(middle)), received(UUID.randomUUID(), statement("x"))),
                    adding(received(middle, referring(target)), received(UUID.randomUUID(), statement("x"))),
                    adding(received(target, statement("a", verb, "")), received(UUID.randomUUID(), statement("x")))));

            assertThat(find(query -> query.verb(verb))).containsExactlyInAnyOrder(target, middle, last);
        }
    }

    @Test
    void voidsAStatementThatIsStoredAtTheSameInstant() throws Exception {
        for (int round = 0; round < 20; round++) {
            UUID target = UUID.randomUUID();
            runAtOnce(List.of(
                    adding(received(target, statement("a")), received(UUID.randomUUID(), statement("x"))),
                    adding(voiding(target), received(UUID.randomUUID(), statement("x")))));

            assertThat(store().find(target).orElseThrow().voided()).isTrue();
            assertThat(find(query -> query)).doesNotContain(target);
        }
    }

    @Test
    void storesConcurrentBatchesAboutTheSameActivitiesAndAgents() throws Exception {
        int writers = 8;
        int batches = 12;
        List<Callable<Void>> tasks = IntStream.range(0, writers)
                .<Callable<Void>>mapToObj(writer -> () -> {
                    Random random = new Random(writer);
                    for (int batch = 0; batch < batches; batch++) {
                        add(random.ints(20, 0, 20)
                                .mapToObj(hot -> received(UUID.randomUUID(), aboutHotThings(hot, random.nextInt(20))))
                                .toArray(ReceivedStatement[]::new));
                    }
                    return null;
                })
                .toList();

        runAtOnce(tasks);

        assertThat(countAllPages()).isEqualTo(writers * batches * 20);
    }

    private Callable<Void> adding(ReceivedStatement... statements) {
        return () -> {
            add(statements);
            return null;
        };
    }

    private String aboutHotThings(int activity, int parent) {
        return statement(
                "hot/" + activity,
                "http://example.vn/did",
                ",'context':{'contextActivities':{'parent':{'id':'http://example.vn/hot/%d'}}}".formatted(parent));
    }

    private static void runAtOnce(List<Callable<Void>> tasks) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(tasks.size());
        try {
            for (Future<Void> task : executor.invokeAll(tasks)) {
                task.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }
}
