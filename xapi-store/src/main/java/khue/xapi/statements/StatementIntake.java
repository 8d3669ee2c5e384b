/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import khue.xapi.credentials.Authority;
import khue.xapi.http.RequestJson;
import khue.xapi.model.Uuids;
import khue.xapi.model.XapiVersion;

/** From a body to stored statements: read, check every rule, complete, store all or nothing. */
@ApplicationScoped
public class StatementIntake {

    private final StatementStore store;
    private final StatementReader reader;
    private final Supplier<UUID> newId;

    /** For the container's proxy. */
    protected StatementIntake() {
        this(null, null, UUID::randomUUID);
    }

    @Inject
    public StatementIntake(StatementStore store, RequestJson json) {
        this(store, new StatementReader(json), UUID::randomUUID);
    }

    private StatementIntake(StatementStore store, StatementReader reader, Supplier<UUID> newId) {
        this.store = store;
        this.reader = reader;
        this.newId = newId;
    }

    /**
     * Stores the statements of a body.
     *
     * @return their ids, in the order of the body
     * @throws StatementRejected when one of them breaks a rule
     * @throws StatementConflict when one of them has the id of a different, stored statement
     */
    public List<UUID> takeIn(String body, XapiVersion version, Authority authority) {
        return takeIn(reader.read(body), version, authority, Optional.empty());
    }

    /** Stores the one statement of a body under {@code id}. */
    public void takeIn(String body, XapiVersion version, Authority authority, UUID id) {
        List<SentStatement> statements = reader.read(body);
        if (statements.size() != 1 || !statements.get(0).pointer().isEmpty()) {
            throw new StatementRejected(
                    List.of(new Violation("", Rule.JSON_TYPE, "expected one statement, not an array")));
        }
        takeIn(statements, version, authority, Optional.of(id));
    }

    private List<UUID> takeIn(
            List<SentStatement> sent, XapiVersion version, Authority authority, Optional<UUID> idOfRequest) {
        List<Violation> violations = new ArrayList<>();
        StatementRules rules = new StatementRules(version);
        sent.forEach(statement -> rules.check(statement.tree(), statement.pointer(), violations));
        idsAreDistinct(sent, violations);
        idOfRequest.ifPresent(id -> idIsThatOfTheRequest(sent.get(0), id, violations));
        if (!violations.isEmpty()) {
            throw new StatementRejected(violations);
        }
        List<ReceivedStatement> received = sent.stream()
                .map(statement -> new ReceivedStatement(
                        idOfRequest.or(() -> ownId(statement)).orElseGet(newId), statement, version, authority))
                .toList();
        store.add(received);
        return received.stream().map(ReceivedStatement::id).toList();
    }

    // Communication 2.1.1: a batch that holds one id twice is rejected:
    // https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#211-put-statements
    private static void idsAreDistinct(List<SentStatement> sent, List<Violation> violations) {
        Set<UUID> ids = new HashSet<>();
        for (SentStatement statement : sent) {
            ownId(statement)
                    .filter(id -> !ids.add(id))
                    .ifPresent(id -> new Place(statement.tree(), statement.pointer(), violations)
                            .at("id")
                            .violates(Rule.DISTINCT_IDS_IN_BATCH, "an earlier statement of this batch has this id"));
        }
    }

    // Communication 2.1.1: "the id property of the Statement MUST match the statementId parameter":
    // https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#211-put-statements
    private static void idIsThatOfTheRequest(SentStatement statement, UUID id, List<Violation> violations) {
        ownId(statement)
                .filter(own -> !own.equals(id))
                .ifPresent(own -> new Place(statement.tree(), statement.pointer(), violations)
                        .at("id")
                        .violates(Rule.STATEMENT_ID_MATCHES_PARAMETER, "differs from the parameter statementId"));
    }

    private static Optional<UUID> ownId(SentStatement statement) {
        return Uuids.parse(statement.tree().path("id").asText());
    }
}
