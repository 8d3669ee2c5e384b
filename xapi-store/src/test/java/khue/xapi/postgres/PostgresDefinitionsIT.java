/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import khue.xapi.ServerForTests;
import khue.xapi.activities.StatedDefinition;
import khue.xapi.activities.Subject;
import khue.xapi.http.Json;
import khue.xapi.model.Fingerprints;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresDefinitionsIT {

    private static final AtomicLong KEYS = new AtomicLong(1);

    private static Database database;

    private final Dictionary dictionary = new Dictionary(database);
    private final TestClock clock = new TestClock();
    private final PostgresDefinitions definitions = new PostgresDefinitions(database, clock);
    private final PostgresDefinitions onAnotherNode = new PostgresDefinitions(database, clock);
    private final String activity = "http://example.vn/" + UUID.randomUUID();

    @BeforeAll
    static void migrate() {
        database = StoreForTests.migrated(ServerForTests.newDatabase("definitions"));
    }

    @Test
    void mergesWhatStatementsSayOneAfterTheOther() throws Exception {
        store(definitions, says("{'name':{'vi':'Họp'},'type':'http://t/1'}"), says("{'name':{'en':'Meeting'}}"));
        store(onAnotherNode, says("{'type':'http://t/2'}"));

        assertThat(definition()).isEqualTo(json("{'name':{'vi':'Họp','en':'Meeting'},'type':'http://t/2'}"));
    }

    @Test
    void writesARowOnlyWhenSomethingIsNew() throws Exception {
        store(definitions, says("{'type':'http://t/1'}"), says("{'type':'http://t/1'}"));
        store(definitions, says("{'type':'http://t/1'}"));
        store(onAnotherNode, says("{'type':'http://t/1'}"));

        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void writesNoRowWhenAListOfStatementsLeavesADefinitionAsItWas() throws Exception {
        store(definitions, says("{'name':{'vi':'họp'}}"));
        store(definitions, says("{'name':{'vi':'Họp'}}"), says("{'name':{'vi':'họp'}}"));

        assertThat(rows()).isEqualTo(1);

        store(definitions, says("{'name':{'vi':'Họp'}}"), says("{'name':{'vi':'họp'}}"), says("{'name':{'vi':'HỌP'}}"));

        assertThat(definition()).isEqualTo(json("{'name':{'vi':'HỌP'}}"));
    }

    @Test
    void letsANewerStatementWinEvenWhenItSaysWhatWasSaidBefore() throws Exception {
        store(definitions, says("{'type':'http://t/1'}"));
        store(definitions, says("{'type':'http://t/2'}"));
        store(definitions, says("{'type':'http://t/1'}"));

        assertThat(definition()).isEqualTo(json("{'type':'http://t/1'}"));
    }

    @Test
    void noticesAfterAMinuteWhatAnotherNodeHasWritten() throws Exception {
        store(definitions, says("{'type':'http://t/1'}"));
        store(definitions, says("{'type':'http://t/1'}"));
        store(onAnotherNode, says("{'type':'http://t/2'}"));

        clock.advance(Duration.ofSeconds(61));
        store(definitions, says("{'type':'http://t/1'}"));

        assertThat(definition()).isEqualTo(json("{'type':'http://t/1'}"));
    }

    @Test
    void replacesManyRowsByTheirMergerOnceTheyAreMet() throws Exception {
        for (int i = 0; i < 9; i++) {
            store(definitions, says("{'name':{'vi':'" + i + "'},'extensions':{'http://e/" + i + "':" + i + "}}"));
        }
        ObjectNode before = definition();

        store(definitions, says("{'name':{'vi':'8'}}"));

        assertThat(rows()).isEqualTo(1);
        assertThat(definition()).isEqualTo(before);
    }

    @Test
    void forgetsWhatATransactionWroteThatWasRolledBack() throws Exception {
        AddedStatement statement = says("{'type':'http://t/1'}");
        try {
            database.inTransaction(connection -> {
                StoreForTests.add(List.of(statement), definitions, connection);
                throw new IllegalStateException("rolled back");
            });
        } catch (IllegalStateException expected) {
            assertThat(rows()).isZero();
        }

        store(definitions, statement);

        assertThat(definition()).isEqualTo(json("{'type':'http://t/1'}"));
    }

    @Test
    void knowsTheDisplayOfAVerb() throws Exception {
        store(definitions, says("{'type':'http://t/1'}"));

        assertThat(definitions.find(List.of(Subject.verb("v:" + activity))))
                .isEqualTo(Map.of(Subject.verb("v:" + activity), json("{'display':{'vi':'họp'}}")));
    }

    @Test
    void keepsAVerbAndAnActivityOfOneIriApart() throws Exception {
        store(
                definitions,
                added(("{'verb':{'id':'%1$s','display':{'vi':'họp'}},"
                                + "'object':{'id':'%1$s','definition':{'type':'http://t/1'}}}")
                        .formatted(activity)));

        assertThat(definition()).isEqualTo(json("{'type':'http://t/1'}"));
        assertThat(definitions.find(List.of(Subject.verb(activity))).values())
                .containsExactly(json("{'display':{'vi':'họp'}}"));
    }

    /** Every batch says something new about all of the same activities, in another order each time. */
    @Test
    void losesNothingAndNeverDeadlocksWhenManyDefineTheSameActivitiesAtOnce() throws Exception {
        int writers = 8;
        int batches = 15;
        List<String> hot =
                IntStream.range(0, 6).mapToObj(i -> activity + "/" + i).collect(Collectors.toList());
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        List<Future<?>> work = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            PostgresDefinitions node = writer % 2 == 0 ? definitions : onAnotherNode;
            String name = "http://e/" + writer;
            work.add(threads.submit(() -> {
                for (int batch = 0; batch < batches; batch++) {
                    List<String> shuffled = new ArrayList<>(hot);
                    java.util.Collections.shuffle(shuffled);
                    String extension = "{'extensions':{'" + name + "/" + batch + "':" + batch + "}}";
                    store(
                            node,
                            shuffled.stream()
                                    .map(iri -> statement(iri, extension))
                                    .toArray(AddedStatement[]::new));
                }
                return null;
            }));
        }
        for (Future<?> each : work) {
            each.get();
        }
        threads.shutdown();

        for (String iri : hot) {
            ObjectNode found = definitions.find(List.of(Subject.activity(iri))).get(Subject.activity(iri));
            assertThat(found.get("extensions")).hasSize(writers * batches);
        }
    }

    private void store(PostgresDefinitions node, AddedStatement... statements) {
        List<AddedStatement> added = List.of(statements);
        database.inTransaction(connection -> StoreForTests.add(added, node, connection))
                .run();
    }

    private AddedStatement says(String definition) {
        return statement(activity, definition);
    }

    private AddedStatement statement(String activity, String definition) {
        return added("{'verb':{'id':'v:%1$s','display':{'vi':'họp'}},'object':{'id':'%1$s','definition':%2$s}}"
                .formatted(activity, definition));
    }

    private AddedStatement added(String statement) {
        JsonNode tree = json(statement);
        List<StatedDefinition> stated = StatedDefinition.in(tree, new Fingerprints());
        Map<UUID, Integer> terms = dictionary.numbersOf(stated.stream()
                .map(definition -> definition.subject().fingerprint())
                .collect(Collectors.toSet()));
        return new AddedStatement(KEYS.incrementAndGet(), UUID.randomUUID(), tree, List.of(), stated, terms);
    }

    private ObjectNode definition() {
        return definitions.find(List.of(Subject.activity(activity))).get(Subject.activity(activity));
    }

    private int rows() {
        return database.withConnection(connection -> {
            try (var select = connection.prepareStatement("""
                    select count(*) from xapi.definition join xapi.term on id = subject where fingerprint = ?""")) {
                select.setObject(1, Subject.activity(activity).fingerprint());
                try (var row = select.executeQuery()) {
                    row.next();
                    return row.getInt(1);
                }
            }
        });
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.mapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static final class TestClock extends Clock {

        private Instant now = Instant.parse("2026-09-05T00:00:00Z");

        void advance(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
