/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import khue.xapi.RandomStatements;
import khue.xapi.credentials.Authority;
import khue.xapi.credentials.Credential;
import khue.xapi.credentials.Scope;
import khue.xapi.http.Failure;
import khue.xapi.http.Json;
import khue.xapi.http.Limits;
import khue.xapi.http.RequestJson;
import khue.xapi.model.Fingerprints;
import khue.xapi.model.XapiVersion;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Rules, comparison and completion over statements of every kind; jqwik prints the seed of a failure and tries it first the next time. */
class RandomStatementsTest {

    private static final StatementReader READER = new StatementReader(new RequestJson(Limits.USUAL));
    private static final StatementRules RULES = new StatementRules(XapiVersion.V2);
    private static final Credential SENDER =
            new Credential("key", Set.of(Scope.ALL), new Authority("https://store.example.vn/xapi", "key"));
    private static final Instant STORED = Instant.parse("2026-09-05T07:30:00.123456Z");

    @Property(tries = 500)
    void whatIsValidIsAcceptedAndComesBackAsItWasSent(@ForAll long seed) throws Exception {
        String text = new RandomStatements(seed).statement().toString();
        SentStatement sent = READER.read(text).get(0);

        assertThat(violations(sent)).isEmpty();
        JsonNode kept = Json.mapper().readTree(complete(sent));
        assertThat(StatementComparison.areSame(kept, sent.tree())).isTrue();
        assertThat(kept.path("result")).isEqualTo(sent.tree().path("result"));
        assertThat(kept.path("actor")).isEqualTo(sent.tree().path("actor"));
    }

    @Property(tries = 2000)
    void oneChangeIsEitherStoredAsItIsOrRefusedWithItsPlace(@ForAll long seed) throws Exception {
        RandomStatements random = new RandomStatements(seed);
        String text = random.mutated(random.statement()).toString();
        try {
            SentStatement sent = READER.read(text).get(0);
            List<Violation> violations = violations(sent);
            if (violations.isEmpty()) {
                JsonNode kept = Json.mapper().readTree(complete(sent));
                assertThat(StatementComparison.areSame(kept, sent.tree())).isTrue();
            } else {
                assertThat(violations)
                        .allSatisfy(violation -> assertThat(JsonPointer.compile(violation.pointer()))
                                .isNotNull());
            }
        } catch (Failure refused) {
            assertThat(refused.status()).isEqualTo(400);
        }
    }

    private static List<Violation> violations(SentStatement sent) {
        List<Violation> violations = new ArrayList<>();
        RULES.check(sent.tree(), sent.pointer(), violations);
        return violations;
    }

    private static String complete(SentStatement sent) {
        return new ReceivedStatement(UUID.randomUUID(), sent, XapiVersion.V2, SENDER, List.of(), new Fingerprints())
                .complete(STORED);
    }
}
