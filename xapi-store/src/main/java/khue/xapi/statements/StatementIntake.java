/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import khue.xapi.attachments.Attachment;
import khue.xapi.attachments.AttachmentStore;
import khue.xapi.attachments.MultipartStatements;
import khue.xapi.attachments.Sha2;
import khue.xapi.attachments.SpooledContent;
import khue.xapi.credentials.Credential;
import khue.xapi.http.RequestJson;
import khue.xapi.model.Fingerprints;
import khue.xapi.model.Uuids;
import khue.xapi.model.XapiVersion;

/** From a body to stored statements: read, check every rule, complete, store all or nothing. */
@ApplicationScoped
public class StatementIntake {

    private final StatementStore store;
    private final AttachmentStore attachments;
    private final RequestJson json;
    private final StatementReader reader;
    private final Supplier<UUID> newId;

    /** For the container's proxy. */
    protected StatementIntake() {
        this(null, null, null, null, UUID::randomUUID);
    }

    @Inject
    public StatementIntake(StatementStore store, AttachmentStore attachments, RequestJson json) {
        this(store, attachments, json, new StatementReader(json), UUID::randomUUID);
    }

    private StatementIntake(
            StatementStore store,
            AttachmentStore attachments,
            RequestJson json,
            StatementReader reader,
            Supplier<UUID> newId) {
        this.store = store;
        this.attachments = attachments;
        this.json = json;
        this.reader = reader;
        this.newId = newId;
    }

    /**
     * Stores the statements of a body of JSON.
     *
     * @param idOfRequest when the request says under which id its one statement is to be stored
     * @return their ids, in the order of the body
     * @throws StatementRejected when one of them breaks a rule
     * @throws StatementConflict when one of them has the id of a different, stored statement
     */
    public List<UUID> takeIn(String body, XapiVersion version, Credential sender, Optional<UUID> idOfRequest) {
        List<SentStatement> sent = read(body, idOfRequest);
        List<Violation> violations = faultsOfText(sent, version, idOfRequest);
        addFaultsOfAttachments(sent, version, idOfRequest, Map.of(), violations);
        rejectIfAny(violations);
        return store(sent, Map.of(), version, sender, idOfRequest);
    }

    /**
     * Stores statements together with the data of their attachments. Nothing is read behind statements that are
     * rejected.
     *
     * @return as above
     * @throws IOException when the request cannot be read to its end
     */
    public List<UUID> takeIn(
            MultipartStatements body, XapiVersion version, Credential sender, Optional<UUID> idOfRequest)
            throws IOException {
        List<SentStatement> sent = read(body.statements(), idOfRequest);
        List<Violation> violations = faultsOfText(sent, version, idOfRequest);
        rejectIfAny(violations);
        Map<Sha2, SpooledContent> received = body.attachments(sent.stream()
                .map(AttachmentRules::declared)
                .flatMap(List::stream)
                .toList());
        addFaultsOfAttachments(sent, version, idOfRequest, received, violations);
        rejectIfAny(violations);
        return store(sent, received, version, sender, idOfRequest);
    }

    private List<SentStatement> read(String body, Optional<UUID> idOfRequest) {
        List<SentStatement> sent = reader.read(body);
        if (idOfRequest.isPresent()
                && (sent.size() != 1 || !sent.get(0).pointer().isEmpty())) {
            throw new StatementRejected(
                    List.of(new Violation("", Rule.JSON_TYPE, "expected one statement, not an array")));
        }
        return sent;
    }

    private static List<Violation> faultsOfText(
            List<SentStatement> sent, XapiVersion version, Optional<UUID> idOfRequest) {
        List<Violation> violations = new ArrayList<>();
        StatementRules rules = new StatementRules(version);
        sent.forEach(statement -> rules.check(statement.tree(), statement.pointer(), violations));
        idsAreDistinct(sent, violations);
        idOfRequest.ifPresent(id -> idIsThatOfTheRequest(sent.get(0), id, violations));
        return violations;
    }

    private void addFaultsOfAttachments(
            List<SentStatement> sent,
            XapiVersion version,
            Optional<UUID> idOfRequest,
            Map<Sha2, SpooledContent> received,
            List<Violation> violations) {
        SignatureRules signatures = new SignatureRules(json, version);
        for (SentStatement statement : sent) {
            AttachmentRules.dataIsThereOrElsewhere(statement, received.keySet(), violations);
            signatures.check(statement, idOfRequest.or(() -> ownId(statement)), received, violations);
        }
    }

    private static void rejectIfAny(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw new StatementRejected(violations);
        }
    }

    /** The data first: a statement that is acknowledged has all of it, and data that is left alone is removed later. */
    private List<UUID> store(
            List<SentStatement> sent,
            Map<Sha2, SpooledContent> received,
            XapiVersion version,
            Credential sender,
            Optional<UUID> idOfRequest) {
        Map<Sha2, Long> kept = new HashMap<>();
        received.forEach((sum, content) -> kept.put(sum, attachments.keep(content)));
        Fingerprints fingerprints = new Fingerprints();
        List<ReceivedStatement> statements = sent.stream()
                .map(statement -> new ReceivedStatement(
                        idOfRequest.or(() -> ownId(statement)).orElseGet(newId),
                        statement,
                        version,
                        sender,
                        attachments(statement, received, kept),
                        fingerprints))
                .toList();
        store.add(statements);
        return statements.stream().map(ReceivedStatement::id).toList();
    }

    private static List<Attachment> attachments(
            SentStatement statement, Map<Sha2, SpooledContent> received, Map<Sha2, Long> kept) {
        return received.isEmpty()
                ? List.of()
                : AttachmentRules.declared(statement).stream()
                        .filter(declared -> received.containsKey(declared.sum()))
                        .map(declared -> new Attachment(
                                declared.sha2(),
                                declared.contentType(),
                                kept.get(declared.sum()),
                                received.get(declared.sum()).size()))
                        .toList();
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
