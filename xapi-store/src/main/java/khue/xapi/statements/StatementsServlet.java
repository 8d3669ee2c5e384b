/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import khue.xapi.activities.Definitions;
import khue.xapi.attachments.AttachmentStore;
import khue.xapi.attachments.MultipartStatements;
import khue.xapi.credentials.Credential;
import khue.xapi.credentials.Scope;
import khue.xapi.http.Failure;
import khue.xapi.http.Limits;
import khue.xapi.http.Message;
import khue.xapi.http.RequestBody;
import khue.xapi.http.VersionHeader;
import khue.xapi.model.Uuids;
import khue.xapi.model.XapiVersion;

/**
 * The Statement resource, {@code /xapi/statements}.
 *
 * <p>A plain servlet, because a JAX-RS resource costs three times the processor time on this server.
 *
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#21-statement-resource">Communication
 *     2.1</a>
 */
@WebServlet(urlPatterns = "/statements", asyncSupported = true)
public class StatementsServlet extends HttpServlet {

    private final transient StatementStore store;
    private final transient AttachmentStore attachments;
    private final transient Definitions definitions;
    private final transient StatementIntake intake;
    private final transient Limits limits;

    @Inject
    public StatementsServlet(
            StatementStore store,
            AttachmentStore attachments,
            Definitions definitions,
            StatementIntake intake,
            Limits limits) {
        this.store = store;
        this.attachments = attachments;
        this.definitions = definitions;
        this.intake = intake;
        this.limits = limits;
    }

    // Communication 2.1.1: https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#211-put-statements
    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Credential.of(request).require(Scope.STATEMENTS_WRITE);
        UUID id = StatementParameters.statementIdOfPut(request)
                .flatMap(Uuids::parse)
                .orElseThrow(() -> Failure.badRequest(
                        "statement-id-missing",
                        "PUT cần tham số statementId là một UUID.",
                        "PUT needs the parameter statementId, a UUID."));
        takeIn(request, Optional.of(id));
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    // Communication 2.1.2: https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#212-post-statements
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Credential.of(request).require(Scope.STATEMENTS_WRITE);
        StatementParameters.noneInPost(request);
        List<UUID> ids = takeIn(request, Optional.empty());
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        byte[] answer = ids.stream()
                .map(id -> '"' + id.toString() + '"')
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(StandardCharsets.US_ASCII);
        // With its length the answer is one packet, not several chunks.
        response.setContentLength(answer.length);
        response.getOutputStream().write(answer);
    }

    private List<UUID> takeIn(HttpServletRequest request, Optional<UUID> id) throws IOException {
        XapiVersion version = VersionHeader.of(request);
        Credential sender = Credential.of(request);
        if (!RequestBody.isMultipart(request)) {
            return intake.takeIn(RequestBody.readJson(request, limits.body()), version, sender, id);
        }
        try (MultipartStatements body =
                new MultipartStatements(request.getInputStream(), request.getContentType(), limits)) {
            return intake.takeIn(body, version, sender, id);
        }
    }

    // Communication 2.1.3: https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#213-get-statements
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // Asked for before the query, so that what it promises is in the answer; failures carry it too.
        response.setHeader(
                "X-Experience-API-Consistent-Through", store.consistentThrough().toString());
        Credential.of(request).require(Scope.STATEMENTS_READ_MINE);
        StatementParameters parameters = StatementParameters.of(request, limits);
        StatementAnswer answer = new StatementAnswer(store, attachments, definitions, parameters, request, response);
        Optional<UUID> id = parameters.statementId();
        Optional<UUID> voidedId = parameters.voidedStatementId();
        if (id.or(() -> voidedId).isPresent()) {
            answer.write(store.find(id.or(() -> voidedId).get())
                    .filter(found -> found.voided() == voidedId.isPresent())
                    .filter(found -> mayBeSeen(found, request, parameters))
                    .orElseThrow(StatementsServlet::notFound));
        } else {
            answer.write(parameters.query());
        }
    }

    /** The same as GET, except that {@link StatementAnswer} writes no body. */
    @Override
    protected void doHead(HttpServletRequest request, HttpServletResponse response) throws IOException {
        doGet(request, response);
    }

    private static boolean mayBeSeen(
            StoredStatement statement, HttpServletRequest request, StatementParameters parameters) {
        return !parameters.onlyOwnStatements()
                || statement
                        .authority()
                        .equals(Credential.of(request).authority().fingerprint());
    }

    private static Failure notFound() {
        return new Failure(
                404,
                "statement-not-found",
                new Message(
                        "Không có câu xAPI với id này (hoặc nó đã bị huỷ, hay chưa bị huỷ).",
                        "There is no statement with this id in the state that was asked for (voided or not)."));
    }
}
