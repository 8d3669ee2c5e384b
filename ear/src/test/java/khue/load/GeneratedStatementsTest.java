/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import khue.load.generator.HotStatements;
import khue.load.generator.StatementGenerator;
import khue.xapi.credentials.Authority;
import khue.xapi.credentials.Credential;
import khue.xapi.credentials.Scope;
import khue.xapi.http.Limits;
import khue.xapi.http.RequestJson;
import khue.xapi.model.XapiVersion;
import khue.xapi.postgres.Database;
import khue.xapi.postgres.PostgresAttachments;
import khue.xapi.statements.ReceivedStatement;
import khue.xapi.statements.StatementIntake;
import khue.xapi.statements.StatementPage;
import khue.xapi.statements.StatementQuery;
import khue.xapi.statements.StatementSink;
import khue.xapi.statements.StatementStore;
import khue.xapi.statements.StoredStatement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the generator writes keeps the rules of the standard, as our store understands them. */
class GeneratedStatementsTest {

    private static final Credential SENDER =
            new Credential("benchmark", Set.of(Scope.ALL), new Authority("https://example.org", "benchmark"));

    private final List<ReceivedStatement> taken = new ArrayList<>();
    private final StatementIntake intake = new StatementIntake(
            new Collecting(), new PostgresAttachments(new Database(null)), new RequestJson(Limits.USUAL));

    @ParameterizedTest
    @EnumSource(XapiVersion.class)
    void aSchoolYearKeepsEveryRule(XapiVersion version) {
        StatementGenerator generator = new StatementGenerator(7, 10_000);
        for (long first = 0; first < 10_000; first += 500) {
            intake.takeIn(
                    new String(generator.batch(first, 500), StandardCharsets.UTF_8), version, SENDER, Optional.empty());
        }

        assertThat(taken).hasSize(10_000);
    }

    @ParameterizedTest
    @EnumSource(XapiVersion.class)
    void statementsAboutHotActivitiesKeepEveryRule(XapiVersion version) {
        intake.takeIn(
                new String(new HotStatements(7).batch(0, 500), StandardCharsets.UTF_8),
                version,
                SENDER,
                Optional.empty());

        assertThat(taken).hasSize(500);
        assertThat(taken.stream()
                        .map(statement ->
                                statement.tree().get("object").get("id").textValue())
                        .distinct())
                .hasSize(HotStatements.ACTIVITIES);
    }

    private final class Collecting implements StatementStore {

        @Override
        public void add(List<ReceivedStatement> statements) {
            taken.addAll(statements);
        }

        @Override
        public Optional<StoredStatement> find(UUID id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public StatementPage find(StatementQuery query) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void scan(StatementQuery query, Instant through, StatementSink sink) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant consistentThrough() {
            throw new UnsupportedOperationException();
        }
    }
}
