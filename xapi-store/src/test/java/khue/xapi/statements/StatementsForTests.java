/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
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

/** Writes statements into a store and asks for them. Tests share a store and keep apart by agents of their own. */
abstract class StatementsForTests {

    private static final Credential SENDER =
            new Credential("key", Set.of(Scope.ALL), new Authority("http://localhost/xapi", "key"));

    final String agent = "mailto:" + UUID.randomUUID() + "@example.vn";

    protected abstract StatementStore store();

    int countAllPages() {
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

    List<UUID> find(UnaryOperator<With> conditions) {
        StatementPage page = store().find(conditions.apply(new With(agent)).build());
        return page.statements().stream().map(StatementsForTests::id).toList();
    }

    List<UUID> add(String... statements) {
        return add(Stream.of(statements)
                .map(statement -> received(UUID.randomUUID(), statement))
                .toArray(ReceivedStatement[]::new));
    }

    List<UUID> add(ReceivedStatement... statements) {
        store().add(List.of(statements));
        return Stream.of(statements).map(ReceivedStatement::id).toList();
    }

    static ReceivedStatement received(UUID id, String statement) {
        SentStatement sent = new StatementReader(new RequestJson(Limits.USUAL))
                .read(statement.replace('\'', '"'))
                .get(0);
        return new ReceivedStatement(id, sent, XapiVersion.V2, SENDER, List.of(), new Fingerprints());
    }

    String statement(String activity) {
        return statement(activity, "http://example.vn/did", "");
    }

    String statement(String activity, String verb, String more) {
        return "{'actor':{'mbox':'%s'},'verb':{'id':'%s'},'object':{'id':'http://example.vn/%s'}%s}"
                .formatted(agent, verb, activity, more);
    }

    ReceivedStatement voiding(UUID target) {
        return received(
                UUID.randomUUID(),
                "{'actor':{'mbox':'%s'},'verb':{'id':'http://adlnet.gov/expapi/verbs/voided'},".formatted(agent)
                        + "'object':{'objectType':'StatementRef','id':'%s'}}".formatted(target));
    }

    String referring(UUID target) {
        return "{'actor':{'mbox':'%s'},'verb':{'id':'http://example.vn/commented'},".formatted(agent)
                + "'object':{'objectType':'StatementRef','id':'%s'}}".formatted(target);
    }

    static UUID id(StoredStatement statement) {
        return id(statement.payload());
    }

    static UUID id(String payload) {
        return UUID.fromString(payload.substring(7, 43));
    }

    /** A query under construction; it starts with the agent of the test. */
    static final class With {

        private Optional<UUID> agent = Optional.empty();
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

        /** Everybody's statements. */
        With() {}

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
