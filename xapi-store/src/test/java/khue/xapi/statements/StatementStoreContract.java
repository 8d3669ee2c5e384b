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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import khue.xapi.credentials.Authority;
import khue.xapi.credentials.Credential;
import khue.xapi.credentials.Scope;
import khue.xapi.http.Limits;
import khue.xapi.http.RequestJson;
import khue.xapi.model.AgentIdentifier;
import khue.xapi.model.Fingerprint;
import khue.xapi.model.Fingerprints;
import khue.xapi.model.XapiVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link StatementStore} keeps to. Tests share a store and keep apart by agents of their own. */
public abstract class StatementStoreContract {

    private static final Credential SENDER =
            new Credential("key", Set.of(Scope.ALL), new Authority("http://localhost/xapi", "key"));

    private final String agent = "mailto:" + UUID.randomUUID() + "@example.vn";

    protected abstract StatementStore store();

    @Test
    void findsAStatementByItsIdAsSoonAsItIsStored() {
        UUID id = add(statement("a")).get(0);

        assertThat(store().find(id)).hasValueSatisfying(found -> {
            assertThat(found.payload()).contains(id.toString());
            assertThat(found.voided()).isFalse();
        });
        assertThat(store().find(UUID.randomUUID())).isEmpty();
    }

    @Test
    void listsTheNewestFirstAndTheStatementsOfABatchInTheirOrder() {
        List<UUID> ids = new ArrayList<>(add(statement("a"), statement("b"), statement("c")));
        ids.addAll(add(statement("d")));
        Collections.reverse(ids);

        assertThat(find(query -> query)).isEqualTo(ids);
    }

    @Test
    void listsTheOldestFirstWhenAskedTo() {
        List<UUID> ids = add(statement("a"), statement("b"));

        assertThat(find(With::ascending)).isEqualTo(ids);
    }

    @Test
    void leadsThroughAllPagesInBothDirections() {
        List<UUID> ids = new ArrayList<>();
        IntStream.range(0, 7).forEach(i -> ids.addAll(add(statement("p" + i))));

        assertThat(allPages(true)).isEqualTo(ids);
        Collections.reverse(ids);
        assertThat(allPages(false)).isEqualTo(ids);
    }

    @Test
    void findsByVerbActivityRegistrationAndTheirCombination() {
        String verb = "http://example.vn/verb/" + UUID.randomUUID();
        UUID registration = UUID.randomUUID();
        UUID first = add(statement("x", verb, "")).get(0);
        UUID second = add(statement("y", verb, ",'context':{'registration':'" + registration + "'}"))
                .get(0);

        assertThat(find(query -> query.verb(verb))).containsExactly(second, first);
        assertThat(find(query -> query.verb(verb).activity("http://example.vn/x")))
                .containsExactly(first);
        assertThat(find(query -> query.registration(registration))).containsExactly(second);
        assertThat(find(query -> query.registration(registration).activity("http://example.vn/x")))
                .isEmpty();
    }

    @Test
    void findsRelatedActivitiesAndAgentsOnlyWhenAskedTo() {
        String parent = "http://example.vn/parent/" + UUID.randomUUID();
        String mentor = "mailto:mentor-" + UUID.randomUUID() + "@example.vn";
        UUID id = add(statement(
                        "x",
                        "http://example.vn/v",
                        ",'context':{'instructor':{'mbox':'" + mentor + "'},'contextActivities':{'parent':{'id':'"
                                + parent + "'}}}"))
                .get(0);

        assertThat(find(query -> query.activity(parent))).isEmpty();
        assertThat(find(query -> query.activity(parent).relatedActivities())).containsExactly(id);
        assertThat(find(query -> query.agent(mentor))).isEmpty();
        assertThat(find(query -> query.agent(mentor).relatedAgents())).containsExactly(id);
    }

    @Test
    void takesSinceAsLaterThanAndUntilAsNotLaterThan() {
        UUID first = add(statement("a")).get(0);
        UUID second = add(statement("b")).get(0);
        Instant stored = store().find(first).orElseThrow().stored();

        assertThat(find(query -> query.since(stored))).containsExactly(second);
        assertThat(find(query -> query.until(stored))).containsExactly(first);
    }

    @Test
    void leavesAVoidedStatementOutOfListsWhicheverOfTheTwoCameFirst() {
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        add(received(first, statement("a")));
        add(voiding(first));
        add(voiding(second));
        add(received(second, statement("b")));

        assertThat(find(query -> query)).hasSize(2).doesNotContain(first, second);
        assertThat(store().find(first).orElseThrow().voided()).isTrue();
        assertThat(store().find(second).orElseThrow().voided()).isTrue();
    }

    @Test
    void doesNotVoidAVoidingStatement() {
        UUID voiding = add(voiding(UUID.randomUUID())).get(0);
        add(voiding(voiding));

        assertThat(store().find(voiding).orElseThrow().voided()).isFalse();
    }

    /** The numbers say in which order the target, the one that refers to it and the one that refers to that come. */
    @ParameterizedTest
    @ValueSource(strings = {"123", "132", "213", "231", "312", "321"})
    void findsAStatementByWhatItRefersToWhicheverCameFirst(String order) {
        UUID target = UUID.randomUUID();
        UUID middle = UUID.randomUUID();
        UUID last = UUID.randomUUID();
        String verb = "http://example.vn/verb/" + UUID.randomUUID();
        List<ReceivedStatement> chain = List.of(
                received(target, statement("a", verb, "")),
                received(middle, referring(target)),
                received(last, referring(middle)));
        List<UUID> newestFirst = new ArrayList<>();

        for (char number : order.toCharArray()) {
            add(chain.get(number - '1'));
            newestFirst.add(0, chain.get(number - '1').id());
        }

        assertThat(find(query -> query.verb(verb))).isEqualTo(newestFirst);
        assertThat(find(query -> query.verb(verb).limit(2))).isEqualTo(newestFirst.subList(0, 2));
    }

    @Test
    void findsAStatementByAVoidedOneThatItRefersTo() {
        UUID target = UUID.randomUUID();
        UUID comment = UUID.randomUUID();
        String verb = "http://example.vn/verb/" + UUID.randomUUID();
        ReceivedStatement voiding = voiding(target);
        add(received(comment, referring(target)), voiding, received(target, statement("a", verb, "")));

        assertThat(find(query -> query.verb(verb))).containsExactly(voiding.id(), comment);
    }

    @Test
    void doesNotMixConditionsOfAStatementWithThoseOfItsTarget() {
        UUID target = add(statement("a")).get(0);
        String ownVerb = "http://example.vn/verb/" + UUID.randomUUID();
        add(received(UUID.randomUUID(), referring(target).replace("http://example.vn/commented", ownVerb)));

        assertThat(find(query -> query.verb(ownVerb))).hasSize(1);
        assertThat(find(query -> query.verb(ownVerb).activity("http://example.vn/a")))
                .isEmpty();
    }

    @Test
    void leavesARepeatedStatementAsItIs() {
        UUID id = UUID.randomUUID();
        add(received(id, statement("a")));
        String payload = store().find(id).orElseThrow().payload();

        add(received(id, statement("a")), received(UUID.randomUUID(), statement("b")));

        assertThat(store().find(id).orElseThrow().payload()).isEqualTo(payload);
        assertThat(find(query -> query)).hasSize(2);
    }

    @Test
    void storesNothingOfABatchThatContradictsAStoredStatement() {
        UUID id = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        add(received(id, statement("a")));

        assertThatThrownBy(() -> add(received(other, statement("b")), received(id, statement("c"))))
                .isInstanceOf(StatementConflict.class);

        assertThat(store().find(other)).isEmpty();
    }

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
    void isConsistentThroughThePresentWhenNobodyWrites() {
        UUID id = add(statement("a")).get(0);

        assertThat(store().consistentThrough())
                .isAfter(store().find(id).orElseThrow().stored());
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

    @Test
    void givesALongAnswerInChunksWhateverItsLimit() {
        add(IntStream.range(0, 1_200).mapToObj(i -> statement("n" + i)).toArray(String[]::new));

        StatementPage first = store().find(new With(agent).limit(100_000).build());

        assertThat(first.statements()).hasSizeBetween(1, 1_000);
        assertThat(first.next()).isPresent();
        assertThat(countAllPages()).isEqualTo(1_200);
    }

    @Test
    void findsByAgentInEachOfItsDirectPlaces() {
        String other = "mailto:" + UUID.randomUUID() + "@example.vn";
        UUID asMember = add("{'actor':{'objectType':'Group','member':[{'mbox':'%s'},{'mbox':'%s'}]},"
                                .formatted(agent, other)
                        + "'verb':{'id':'http://example.vn/did'},'object':{'id':'http://example.vn/a'}}")
                .get(0);
        UUID asObject = add("{'actor':{'mbox':'%s'},'verb':{'id':'http://example.vn/did'},".formatted(other)
                        + "'object':{'objectType':'Agent','mbox':'%s'}}".formatted(agent))
                .get(0);

        assertThat(find(query -> query)).containsExactly(asObject, asMember);
        assertThat(find(query -> query.verb("http://example.vn/did"))).containsExactly(asObject, asMember);
        assertThat(find(query -> query.agent(other).activity("http://example.vn/a")))
                .containsExactly(asMember);
    }

    @Test
    void findsByRelatedAgentAndRelatedActivityOfAStatementThatIsReferredTo() {
        String parent = "http://example.vn/parent/" + UUID.randomUUID();
        String mentor = "mailto:mentor-" + UUID.randomUUID() + "@example.vn";
        UUID target = add(statement(
                        "x",
                        "http://example.vn/v",
                        ",'context':{'instructor':{'mbox':'" + mentor + "'},'contextActivities':{'parent':{'id':'"
                                + parent + "'}}}"))
                .get(0);
        UUID comment = add(referring(target)).get(0);

        assertThat(find(query ->
                        query.agent(mentor).relatedAgents().activity(parent).relatedActivities()))
                .containsExactly(comment, target);
        assertThat(find(query -> query.agent(mentor).activity(parent).relatedActivities()))
                .isEmpty();
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

    private int countAllPages() {
        int count = 0;
        OptionalLong next = OptionalLong.empty();
        do {
            StatementPage page =
                    store().find(new With(agent).limit(100_000).from(next).build());
            count += page.statements().size();
            next = page.next();
        } while (next.isPresent());
        return count;
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

    private List<UUID> allPages(boolean ascending) {
        List<UUID> found = new ArrayList<>();
        OptionalLong next = OptionalLong.empty();
        do {
            With query = new With(agent).limit(3).from(next);
            StatementPage page = store().find((ascending ? query.ascending() : query).build());
            page.statements().forEach(statement -> found.add(id(statement)));
            next = page.next();
        } while (next.isPresent());
        return found;
    }

    private List<UUID> find(UnaryOperator<With> conditions) {
        StatementPage page = store().find(conditions.apply(new With(agent)).build());
        return page.statements().stream().map(StatementStoreContract::id).toList();
    }

    private List<UUID> add(String... statements) {
        return add(Stream.of(statements)
                .map(statement -> received(UUID.randomUUID(), statement))
                .toArray(ReceivedStatement[]::new));
    }

    private List<UUID> add(ReceivedStatement... statements) {
        store().add(List.of(statements));
        return Stream.of(statements).map(ReceivedStatement::id).toList();
    }

    private static ReceivedStatement received(UUID id, String statement) {
        SentStatement sent = new StatementReader(new RequestJson(Limits.USUAL))
                .read(statement.replace('\'', '"'))
                .get(0);
        return new ReceivedStatement(id, sent, XapiVersion.V2, SENDER, List.of(), new Fingerprints());
    }

    private String statement(String activity) {
        return statement(activity, "http://example.vn/did", "");
    }

    private String statement(String activity, String verb, String more) {
        return "{'actor':{'mbox':'%s'},'verb':{'id':'%s'},'object':{'id':'http://example.vn/%s'}%s}"
                .formatted(agent, verb, activity, more);
    }

    private ReceivedStatement voiding(UUID target) {
        return received(
                UUID.randomUUID(),
                "{'actor':{'mbox':'%s'},'verb':{'id':'http://adlnet.gov/expapi/verbs/voided'},".formatted(agent)
                        + "'object':{'objectType':'StatementRef','id':'%s'}}".formatted(target));
    }

    private String referring(UUID target) {
        return "{'actor':{'mbox':'%s'},'verb':{'id':'http://example.vn/commented'},".formatted(agent)
                + "'object':{'objectType':'StatementRef','id':'%s'}}".formatted(target);
    }

    private static UUID id(StoredStatement statement) {
        return UUID.fromString(statement.payload().substring(7, 43));
    }

    /** A query under construction; it starts with the agent of the test. */
    private static final class With {

        private Optional<UUID> agent;
        private boolean relatedAgents;
        private Optional<UUID> verb = Optional.empty();
        private Optional<UUID> activity = Optional.empty();
        private boolean relatedActivities;
        private Optional<UUID> registration = Optional.empty();
        private Optional<Instant> since = Optional.empty();
        private Optional<Instant> until = Optional.empty();
        private int limit = 500;
        private boolean ascending;
        private OptionalLong from = OptionalLong.empty();

        With(String mbox) {
            agent(mbox);
        }

        With agent(String mbox) {
            agent = Optional.of(Fingerprint.of(AgentIdentifier.ofMbox(mbox)));
            return this;
        }

        With relatedAgents() {
            relatedAgents = true;
            return this;
        }

        With verb(String iri) {
            verb = Optional.of(Fingerprint.of(iri));
            return this;
        }

        With activity(String iri) {
            activity = Optional.of(Fingerprint.of(iri));
            return this;
        }

        With relatedActivities() {
            relatedActivities = true;
            return this;
        }

        With registration(UUID value) {
            registration = Optional.of(value);
            return this;
        }

        With since(Instant instant) {
            since = Optional.of(instant);
            return this;
        }

        With until(Instant instant) {
            until = Optional.of(instant);
            return this;
        }

        With limit(int most) {
            limit = most;
            return this;
        }

        With ascending() {
            ascending = true;
            return this;
        }

        With from(OptionalLong start) {
            from = start;
            return this;
        }

        StatementQuery build() {
            return new StatementQuery(
                    agent,
                    relatedAgents,
                    verb,
                    activity,
                    relatedActivities,
                    registration,
                    Optional.empty(),
                    since,
                    until,
                    limit,
                    ascending,
                    from);
        }
    }
}
