/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import khue.xapi.ServerForTests;
import khue.xapi.credentials.Authority;
import khue.xapi.credentials.Credential;
import khue.xapi.credentials.Scope;
import khue.xapi.documents.Document;
import khue.xapi.documents.DocumentContext;
import khue.xapi.documents.DocumentName;
import khue.xapi.erasures.Erasure;
import khue.xapi.erasures.ErasureRequest;
import khue.xapi.http.Failure;
import khue.xapi.http.Limits;
import khue.xapi.http.Pause;
import khue.xapi.http.RequestJson;
import khue.xapi.model.AgentIdentifier;
import khue.xapi.model.Fingerprint;
import khue.xapi.model.XapiVersion;
import khue.xapi.postgres.maintenance.MonthsForTests;
import khue.xapi.reports.facts.FactExtraction;
import khue.xapi.reports.facts.FactsOfStatements;
import khue.xapi.statements.StatementIntake;
import khue.xapi.statements.StatementQuery;
import khue.xapi.statements.StoredStatement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** People who are erased, each test another one, in a store that others go on using. */
class PostgresErasuresIT {

    private static final String BASE = "https://khue.io/xapi/";
    private static final Credential SENDER =
            new Credential("key", Set.of(Scope.ALL), new Authority("http://localhost/xapi", "key"));

    private static DataSource dataSource;
    private static Database database;
    private static List<Projection> projections;
    private static PostgresStatementStore store;

    private final String lan = UUID.randomUUID().toString();
    private final String minh = UUID.randomUUID().toString();
    private final UUID erasure = UUID.randomUUID();

    @BeforeAll
    static void migrate() {
        dataSource = ServerForTests.newDatabase("erasures");
        database = StoreForTests.migrated(dataSource);
        projections = List.of(
                new PostgresAttachments(database),
                new FactsOfStatements(),
                new PostgresDefinitions(database, Clock.systemUTC()));
        store = new PostgresStatementStore(database, projections);
    }

    @Test
    void deletesWhatThePersonDidAndWhatWasSaidAboutThePerson() throws SQLException {
        UUID work = UUID.randomUUID();
        add(project(lan, "submit", ""));
        add(project(lan, "submit", ",'context':{'registration':'" + work + "'}"));
        add(project(
                minh,
                "approve",
                ",'context':{'registration':'" + work + "','extensions':{'" + BASE + "ext/subject':'" + lan + "'}}"));
        UUID ofMinh = add(project(minh, "submit", ",'context':{'registration':'" + work + "'}"));

        Erasure done = erase(work);

        assertThat(done.isDone()).isTrue();
        assertThat(done.deleted()).isEqualTo(3);
        assertThat(done.kept()).isZero();
        assertThat(ids(lan)).isEmpty();
        assertThat(ids(minh)).containsExactly(ofMinh);
        assertThat(number("select count(*) from xapi.statement where payload like '%" + lan + "%'"))
                .isZero();
    }

    @Test
    void makesWhatReportsReadAgain() throws SQLException {
        FactExtraction facts = new FactExtraction(database, store, BASE);
        facts.catchUp();
        long before = number("select count(*) from xapi.work_fact");
        add(project(lan, "submit", ",'context':{'extensions':{'" + BASE + "ext/subject':'" + lan + "'}}"));
        facts.catchUp();
        assertThat(number("select count(*) from xapi.work_fact")).isEqualTo(before + 1);

        erase();

        facts.catchUp();
        assertThat(number("select count(*) from xapi.work_fact")).isEqualTo(before);
    }

    @Test
    void keepsTheStatementsOfATeamWithoutThePerson() throws SQLException {
        String team = ",'context':{'team':{'objectType':'Group','member':[" + agent(minh) + "," + agent(lan) + "]}}";
        UUID ofMinh = add(project(minh, "submit", team));
        add(project(lan, "submit", team));

        Erasure done = erase();

        assertThat(done.deleted()).isOne();
        assertThat(done.kept()).isOne();
        StoredStatement kept = store.find(ofMinh).orElseThrow();
        assertThat(kept.payload()).contains(minh).doesNotContain(lan).contains("\"score\":1.50");
        assertThat(related(lan)).isEmpty();
        assertThat(related(minh)).containsExactly(ofMinh);
        assertThat(ids(minh)).containsExactly(ofMinh);
    }

    @Test
    void replacesThePersonAsAuthority() throws SQLException {
        Credential person = new Credential("token", Set.of(Scope.ALL), new Authority(BASE + "pid", lan));
        UUID ofMinh = add(project(minh, "submit", ""), person);

        erase();

        assertThat(store.find(ofMinh).orElseThrow().authority())
                .isEqualTo(Fingerprint.of(AgentIdentifier.ofAccount(BASE + "pid", "erased")));
        assertThat(related(lan)).isEmpty();
        assertThat(related("erased")).contains(ofMinh);
    }

    @Test
    void leavesStatementsThatReferToAnErasedOneButNotWhatTheyAreFoundBy() throws SQLException {
        UUID ofLan = add(project(lan, "submit", ""));
        UUID comment = add("{'actor':" + agent(minh)
                + ",'verb':{'id':'http://example.vn/commented'},'object':{'objectType':'StatementRef','id':'" + ofLan
                + "'}}");
        assertThat(ids(lan)).containsExactly(comment, ofLan);

        erase();

        assertThat(ids(lan)).isEmpty();
        assertThat(ids(minh)).containsExactly(comment);
        assertThat(number("select count(*) from xapi.reached r join xapi.statement_id i on i.key = r.target"
                        + " where i.id = '" + ofLan + "'"))
                .isZero();
        store.followLeftOverReferences();
        assertThat(ids(minh)).containsExactly(comment);
    }

    @Test
    void whatAnErasedStatementHasVoidedStaysVoided() throws SQLException {
        UUID wrong = add(project(minh, "submit", ""));
        add("{'actor':" + agent(lan)
                + ",'verb':{'id':'http://adlnet.gov/expapi/verbs/voided'},'object':{'objectType':'StatementRef','id':'"
                + wrong + "'}}");

        assertThat(erase().deleted()).isOne();

        assertThat(store.find(wrong).orElseThrow().voided()).isTrue();
    }

    @Test
    void doesNotBringBackWhatIsSentAgain() throws SQLException {
        UUID id = UUID.randomUUID();
        String statement = project(lan, "submit", "").replaceFirst("\\{", "{'id':'" + id + "',");
        add(statement);
        erase();

        add(statement);
        add(statement.replace("submit", "something-else"));

        assertThat(store.find(id)).isEmpty();
        assertThat(ids(lan)).isEmpty();
    }

    @Test
    void erasesAtOnceWhatComesLater() throws SQLException {
        erase();

        UUID ofLan = add(project(lan, "submit", ""));
        UUID ofMinh = add(project(minh, "submit", ",'context':{'instructor':" + agent(lan) + "}"));
        batch(project(minh, "create", ""), project(lan, "create", ""));

        assertThat(store.find(ofLan)).isEmpty();
        assertThat(store.find(ofMinh).orElseThrow().payload()).doesNotContain(lan);
        assertThat(ids(minh)).hasSize(2);
        assertThat(related(lan)).isEmpty();
        Erasure after = erasures().find(erasure).orElseThrow();
        assertThat(after.isDone()).isTrue();
        assertThat(after.deleted()).isEqualTo(2);
        assertThat(after.kept()).isOne();
    }

    @Test
    void waitsForAWriterThatCouldNotKnow() throws Exception {
        CompletableFuture<Erasure> erasing;
        try (Connection writer = dataSource.getConnection();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("select pg_current_xact_id()");
            erasing = CompletableFuture.supplyAsync(this::erase);
            while (number("select count(*) from xapi.erasure where id = '" + erasure + "'") == 0) {
                Thread.onSpinWait();
            }
            assertThat(erasures(Duration.ZERO).erase(erasure, request()).isDone())
                    .isFalse();
            writer.commit();
        }

        assertThat(erasing.get().isDone()).isTrue();
    }

    @Test
    void goesOnWhereItStoppedAndCountsOnce() throws SQLException {
        for (int part = 0; part < 3; part++) {
            batch(IntStream.range(0, 150)
                    .mapToObj(i -> project(lan, "submit", ""))
                    .toArray(String[]::new));
        }

        Erasure first = erasures(Duration.ZERO).erase(erasure, request());
        Erasure second = erasures(Duration.ZERO).erase(erasure, request());
        Erasure third = erase();
        Erasure again = erase();

        assertThat(first.isDone()).isFalse();
        assertThat(first.deleted()).isEqualTo(200);
        assertThat(second.deleted()).isEqualTo(400);
        assertThat(third.deleted()).isEqualTo(450);
        assertThat(third.isDone()).isTrue();
        assertThat(again).isEqualTo(third);
    }

    @Test
    void undoesATransactionThatFailsAndFinishesLater() throws SQLException {
        add(project(lan, "submit", ""));
        List<Projection> killedOnce = new ArrayList<>(projections);
        killedOnce.add(new Projection() {
            @Override
            public AfterCommit added(List<AddedStatement> statements, Connection connection, Commands commands) {
                return AfterCommit.NOTHING;
            }

            @Override
            public void erased(Collection<Long> keys, Connection connection) {
                throw new IllegalStateException("killed");
            }
        });
        PostgresErasures killed = erasures(killedOnce, Duration.ofSeconds(8));

        assertThatThrownBy(() -> killed.erase(erasure, request())).hasMessage("killed");
        assertThat(ids(lan)).hasSize(1);
        erasures().finishLeftOver();

        assertThat(ids(lan)).isEmpty();
        assertThat(erasures().find(erasure).orElseThrow().deleted()).isOne();
    }

    @Test
    void erasesFromCompressedMonthsAndLeavesThemAloneWhileTheyAreWrittenAnew() throws SQLException {
        Instant then = Instant.parse("2024-02-10T08:00:00Z");
        String team = ",'context':{'team':{'objectType':'Group','member':[" + agent(minh) + "," + agent(lan) + "]}}";
        List<UUID> ids = intake(PostgresStatementStore.ofFormerTimes(database, projections, () -> then))
                .takeIn(
                        json("[" + project(lan, "submit", team) + "," + project(minh, "submit", team) + "]"),
                        XapiVersion.V2,
                        SENDER,
                        Optional.empty());
        MonthsForTests.compress(database, store, Clock.fixed(Instant.parse("2024-06-15T08:00:00Z"), ZoneOffset.UTC));
        assertThat(number("select count(*) from xapi.statement_2024_02 where packed is not null"))
                .isEqualTo(2);

        try (Connection maintenance = dataSource.getConnection();
                Statement statement = maintenance.createStatement()) {
            statement.execute("select pg_advisory_lock(hashtext('xapi.maintenance'))");
            assertThat(erase().isDone()).isFalse();
        }
        assertThat(ids(lan)).hasSize(1);
        Erasure done = erase();

        assertThat(done.deleted()).isOne();
        assertThat(done.kept()).isOne();
        assertThat(ids(lan)).isEmpty();
        assertThat(store.find(ids.get(1)).orElseThrow().payload())
                .contains(minh)
                .doesNotContain(lan);
    }

    @Test
    void deletesDocumentsOfThePerson() {
        PostgresDocumentStore documents = new PostgresDocumentStore(database);
        UUID agent = Fingerprint.of(AgentIdentifier.ofAccount(BASE + "pid", lan));
        DocumentName state = new DocumentName(
                new DocumentContext(
                        "state",
                        Optional.of(Fingerprint.of("http://example.vn/a")),
                        Optional.of(agent),
                        Optional.empty()),
                "bookmark");
        documents.change(state, nothing -> Optional.of(new Document("text/plain", new byte[] {1})));

        assertThat(erase().documents()).isOne();

        assertThat(documents.find(state)).isEmpty();
    }

    @Test
    void doesNotTakeAnIdForSomebodyElse() {
        erase();

        assertThatThrownBy(() -> erasures()
                        .erase(
                                erasure,
                                new ErasureRequest(
                                        Set.of(Fingerprint.of(AgentIdentifier.ofAccount(BASE + "pid", minh))),
                                        Set.of())))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("erasure-differs");
        assertThat(erasures().find(UUID.randomUUID())).isEmpty();
    }

    private static PostgresErasures erasures() {
        return erasures(Duration.ofSeconds(8));
    }

    private static PostgresErasures erasures(Duration longest) {
        return erasures(projections, longest);
    }

    private static PostgresErasures erasures(Iterable<Projection> projections, Duration longest) {
        return new PostgresErasures(database, store, projections, BASE, longest, Clock.systemUTC(), Pause.SLEEP);
    }

    private Erasure erase(UUID... registrations) {
        return erasures().erase(erasure, request(registrations));
    }

    private ErasureRequest request(UUID... registrations) {
        return new ErasureRequest(
                Set.of(Fingerprint.of(AgentIdentifier.ofAccount(BASE + "pid", lan))), Set.of(registrations));
    }

    private static String agent(String name) {
        return "{'account':{'homePage':'" + BASE + "pid','name':'" + name + "'}}";
    }

    /** @param further properties, beginning with a comma */
    private static String project(String actor, String verb, String further) {
        return "{'actor':" + agent(actor) + ",'verb':{'id':'http://activitystrea.ms/" + verb
                + "'},'object':{'id':'" + BASE
                + "project/1','definition':{'type':'http://id.tincanapi.com/activitytype/project',"
                + "'extensions':{'http://example.vn/x':{'score':1.50}}}}" + further + "}";
    }

    private static UUID add(String statement) {
        return add(statement, SENDER);
    }

    private static UUID add(String statement, Credential sender) {
        return intake(store)
                .takeIn(json(statement), XapiVersion.V2, sender, Optional.empty())
                .get(0);
    }

    private static void batch(String... statements) {
        intake(store).takeIn(json("[" + String.join(",", statements) + "]"), XapiVersion.V2, SENDER, Optional.empty());
    }

    private static StatementIntake intake(PostgresStatementStore target) {
        return new StatementIntake(target, new PostgresAttachments(database), new RequestJson(Limits.USUAL));
    }

    private static String json(String quotedOnce) {
        return quotedOnce.replace('\'', '"');
    }

    private static List<UUID> ids(String name) {
        return ids(name, false);
    }

    private static List<UUID> related(String name) {
        return ids(name, true);
    }

    private static List<UUID> ids(String name, boolean related) {
        return store
                .find(new StatementQuery(
                        Optional.of(Fingerprint.of(AgentIdentifier.ofAccount(BASE + "pid", name))),
                        related,
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        500,
                        false,
                        OptionalLong.empty()))
                .statements()
                .stream()
                .map(statement -> UUID.fromString(
                        PostgresErasures.parse(statement.payload()).get("id").asText()))
                .toList();
    }

    private static long number(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
