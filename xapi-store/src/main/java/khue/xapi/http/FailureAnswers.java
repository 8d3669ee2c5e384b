/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The one place where an exception becomes an HTTP answer; almost outermost of the filters in web.xml. */
public class FailureAnswers extends HttpFilter {

    private static final String CODE = FailureAnswers.class.getName() + ".code";
    private static final String BROKEN = FailureAnswers.class.getName() + ".broken";

    private static final Logger LOG = Logger.getLogger(FailureAnswers.class.getName());

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            answer(request, response, refusedByTheServer(response.getStatus()));
            return;
        }
        response.setHeader("X-Content-Type-Options", "nosniff");
        // RFC 9110, 6.6.1: the server leaves it out, and clients compare it with X-Experience-API-Consistent-Through.
        response.setDateHeader("Date", System.currentTimeMillis());
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException failed) {
            if (response.isCommitted()) {
                // Readers that go away are no fault of anybody here.
                Level level = failed instanceof IOException ? Level.FINE : Level.WARNING;
                LOG.log(level, failed, () -> "An answer broke off: " + request.getRequestURI());
                request.setAttribute(BROKEN, true);
                BrokenAnswer.breakOff(request, failed);
            } else if (failed instanceof Failure failure) {
                answer(request, response, failure);
            } else if (failed instanceof IOException clientIsGone) {
                throw clientIsGone;
            } else {
                String reference = UUID.randomUUID().toString();
                LOG.log(Level.SEVERE, failed, () -> "Request failed, reference " + reference);
                answer(request, response, internalError(reference));
            }
        }
    }

    /** Why this request was refused, once it was. */
    public static Optional<String> codeOf(HttpServletRequest request) {
        return Optional.ofNullable((String) request.getAttribute(CODE));
    }

    /** Whether the answer to this request could not be brought to its end. */
    public static boolean brokeOff(HttpServletRequest request) {
        return request.getAttribute(BROKEN) != null;
    }

    /** What the server itself refuses, before any filter: web.xml makes this its error page. */
    private static Failure refusedByTheServer(int status) {
        return switch (status) {
            case HttpServletResponse.SC_NOT_FOUND -> RequestChecks.notFound();
            case HttpServletResponse.SC_INTERNAL_SERVER_ERROR ->
                internalError(UUID.randomUUID().toString());
            default ->
                new Failure(
                        status,
                        "request-not-understood",
                        new Message(
                                "Máy chủ không hiểu yêu cầu này (" + status + ").",
                                "The server does not understand this request (" + status + ")."));
        };
    }

    private static Failure internalError(String reference) {
        return new Failure(
                500,
                "internal-error",
                new Message(
                        "Kho học tập gặp lỗi; không có gì được ghi. Hãy gửi lại sau, và báo mã " + reference + ".",
                        "The store failed and nothing was stored. Send the request again later and quote " + reference
                                + "."));
    }

    private static void answer(HttpServletRequest request, HttpServletResponse response, Failure failure) {
        request.setAttribute(CODE, failure.code());
        response.resetBuffer();
        response.setStatus(failure.status());
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        try (JsonGenerator json = Json.generator(response.getOutputStream())) {
            json.writeStartObject();
            json.writeStringField("code", failure.code());
            json.writeObjectFieldStart("message");
            json.writeStringField("vi", failure.message().vi());
            json.writeStringField("en", failure.message().en());
            json.writeEndObject();
            failure.writeDetails(json);
            json.writeEndObject();
        } catch (IOException clientIsGone) {
            // The server would log each of them as an error.
            LOG.log(Level.FINE, "Nobody waits for an answer", clientIsGone);
        }
    }
}
