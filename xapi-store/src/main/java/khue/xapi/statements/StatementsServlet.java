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
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
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
@WebServlet("/statements")
public class StatementsServlet extends HttpServlet {

    private final transient StatementStore store;
    private final transient StatementIntake intake;
    private final transient Limits limits;

    @Inject
    public StatementsServlet(StatementStore store, StatementIntake intake, Limits limits) {
        this.store = store;
        this.intake = intake;
        this.limits = limits;
    }

    // Communication 2.1.1: https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#211-put-statements
    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Credential credential = Credential.of(request);
        credential.require(Scope.STATEMENTS_WRITE);
        UUID id = StatementParameters.statementIdOfPut(request)
                .flatMap(Uuids::parse)
                .orElseThrow(() -> Failure.badRequest(
                        "statement-id-missing",
                        "PUT cần tham số statementId là một UUID.",
                        "PUT needs the parameter statementId, a UUID."));
        String body = RequestBody.readJson(request, limits.body());
        intake.takeIn(body, VersionHeader.of(request), credential.authority(), id);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    // Communication 2.1.2: https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#212-post-statements
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Credential credential = Credential.of(request);
        credential.require(Scope.STATEMENTS_WRITE);
        StatementParameters.noneInPost(request);
        String body = RequestBody.readJson(request, limits.body());
        List<UUID> ids = intake.takeIn(body, VersionHeader.of(request), credential.authority());
        try (Writer out = json(response)) {
            String separator = "[\"";
            for (UUID id : ids) {
                out.append(separator).append(id.toString());
                separator = "\",\"";
            }
            out.append(ids.isEmpty() ? "[]" : "\"]");
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
        attachmentDataIsNotAskedFor(parameters);
        Optional<UUID> id = parameters.statementId();
        Optional<UUID> voidedId = parameters.voidedStatementId();
        if (id.or(() -> voidedId).isPresent()) {
            StoredStatement statement = store.find(id.or(() -> voidedId).get())
                    .filter(found -> found.voided() == voidedId.isPresent())
                    .filter(found -> mayBeSeen(found, request, parameters))
                    .orElseThrow(StatementsServlet::notFound);
            writeOne(statement, parameters.format(), request, response);
        } else {
            writePage(parameters, request, response);
        }
    }

    private static void attachmentDataIsNotAskedFor(StatementParameters parameters) {
        if (parameters.attachments()) {
            throw Failure.badRequest(
                    "attachments-not-supported",
                    "Kho chưa giữ dữ liệu tệp đính kèm; hãy bỏ attachments=true và dùng fileUrl trong câu xAPI.",
                    "This store does not keep attachment data yet; leave attachments=true out and use each"
                            + " attachment's fileUrl.");
        }
    }

    private static boolean mayBeSeen(
            StoredStatement statement, HttpServletRequest request, StatementParameters parameters) {
        return !parameters.onlyOwnStatements()
                || statement
                        .authority()
                        .equals(Credential.of(request).authority().fingerprint());
    }

    private static void writeOne(
            StoredStatement statement, StatementFormat format, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setDateHeader("Last-Modified", statement.stored().toEpochMilli());
        try (Writer out = json(response)) {
            out.append(format.render(statement, VersionHeader.of(request), languages(request)));
        }
    }

    // Data 2.5: https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#25-retrieval-of-statements
    private void writePage(StatementParameters parameters, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        StatementFormat format = parameters.format();
        StatementPage page = store.find(parameters.query());
        XapiVersion version = VersionHeader.of(request);
        List<Locale.LanguageRange> languages = languages(request);
        try (Writer out = json(response)) {
            out.append("{\"statements\":[");
            String separator = "";
            for (StoredStatement statement : page.statements()) {
                out.append(separator).append(format.render(statement, version, languages));
                separator = ",";
            }
            String more = page.next().isPresent() ? parameters.more(page.next().getAsLong()) : "";
            out.append("],\"more\":\"").append(more).append("\"}");
        }
    }

    private static List<Locale.LanguageRange> languages(HttpServletRequest request) {
        String header = request.getHeader("Accept-Language");
        try {
            return header == null ? List.of() : Locale.LanguageRange.parse(header);
        } catch (IllegalArgumentException malformed) {
            return List.of();
        }
    }

    private static Writer json(HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        return new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
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
