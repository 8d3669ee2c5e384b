/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import khue.xapi.activities.Definitions;
import khue.xapi.attachments.Attachment;
import khue.xapi.attachments.AttachmentStore;
import khue.xapi.attachments.MultipartWriter;

/**
 * Writes statements to a client, and with them the data of their attachments where that is asked for.
 *
 * <p>A long answer goes out piece by piece, and between two pieces nothing is held but a place in the order: neither
 * many statements nor a connection to the database, however slowly the client reads. When something fails on the way,
 * the answer is left without its end, so that no client takes a part for the whole.
 */
final class StatementAnswer {

    /** How many statements are in memory at once, at most. */
    private static final int PIECE = 100;

    /** A page that has this many attachments ends with the statements it has by then, and says where to go on. */
    private static final int MOST_ATTACHMENTS = 10_000;

    private final StatementStore store;
    private final AttachmentStore attachmentStore;
    private final StatementParameters parameters;
    private final HttpServletResponse response;
    private final StatementRendering rendering;
    private final boolean headersAlone;

    /** By their sums: data that several statements have is sent once. */
    private final Map<String, Attachment> attachments = new LinkedHashMap<>();

    StatementAnswer(
            StatementStore store,
            AttachmentStore attachmentStore,
            Definitions definitions,
            StatementParameters parameters,
            HttpServletRequest request,
            HttpServletResponse response) {
        this.store = store;
        this.attachmentStore = attachmentStore;
        this.parameters = parameters;
        this.response = response;
        this.rendering = StatementRendering.of(parameters.format(), request, definitions);
        this.headersAlone = request.getMethod().equals("HEAD");
    }

    void write(StoredStatement statement) throws IOException {
        response.setDateHeader("Last-Modified", statement.stored().toEpochMilli());
        write(out -> {
            text(rendering.render(List.of(statement)).get(0), out);
            collectAttachments(List.of(statement));
        });
    }

    // Data 2.5: https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#25-retrieval-of-statements
    void write(StatementQuery query) throws IOException {
        // Before the first byte is sent: a failure that shows at once is answered like any other.
        StatementPage first = store.find(query.piece(Math.min(PIECE, query.limit()), query.from()));
        write(out -> {
            text("{\"statements\":[", out);
            StatementPage last = writeAll(first, query, out);
            String more = last.next().isPresent() ? parameters.more(last.next().getAsLong()) : "";
            text("],\"more\":\"" + more + "\"}", out);
        });
    }

    /** @return the last piece, which knows where the next page begins */
    private StatementPage writeAll(StatementPage first, StatementQuery query, OutputStream out) throws IOException {
        StatementPage piece = first;
        int written = 0;
        while (true) {
            for (String statement : rendering.render(piece.statements())) {
                text(written == 0 ? "" : ",", out);
                text(statement, out);
                written++;
            }
            collectAttachments(piece.statements());
            if (piece.next().isEmpty() || written >= query.limit() || attachments.size() >= MOST_ATTACHMENTS) {
                return piece;
            }
            piece = store.find(query.piece(Math.min(PIECE, query.limit() - written), piece.next()));
        }
    }

    private void collectAttachments(List<StoredStatement> statements) {
        if (parameters.attachments() && !statements.isEmpty()) {
            attachmentStore
                    .attachmentsOf(statements.stream().map(StoredStatement::key).toList())
                    .forEach(attachment -> attachments.putIfAbsent(attachment.sha2(), attachment));
        }
    }

    /** @param statements writes JSON, and collects attachments if they are asked for */
    private void write(Content statements) throws IOException {
        if (!parameters.attachments()) {
            response.setContentType("application/json");
            response.setCharacterEncoding("UTF-8");
            if (!headersAlone) {
                statements.writeTo(response.getOutputStream());
            }
            return;
        }
        OutputStream out = response.getOutputStream();
        MultipartWriter parts = new MultipartWriter(out);
        response.setContentType(parts.contentType());
        if (!headersAlone) {
            parts.part(Map.of("Content-Type", "application/json"));
            statements.writeTo(out);
            for (Attachment attachment : attachments.values()) {
                parts.part(headers(attachment));
                attachmentStore.copy(attachment, out);
            }
            parts.end();
        }
    }

    // Communication 1.5.2: https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#152-multipartmixed
    private static Map<String, String> headers(Attachment attachment) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", attachment.contentType());
        headers.put("Content-Length", Long.toString(attachment.size()));
        headers.put("Content-Transfer-Encoding", "binary");
        headers.put("X-Experience-API-Hash", attachment.sha2());
        return headers;
    }

    private static void text(String text, OutputStream out) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    @FunctionalInterface
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }
}
