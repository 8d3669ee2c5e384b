/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Models;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.krazo.engine.Viewable;

/** One page for every failure: what happened, what to do, and a code to quote; the log has the detail under the same number. */
@Provider
@RequestScoped
public class ErrorPages implements ExceptionMapper<Throwable> {

    static final String VIEW = "web/error.html";

    private static final Logger LOG = Logger.getLogger(ErrorPages.class.getName());

    @Inject
    private Models models;

    @Inject
    private CurrentVisit current;

    @Inject
    private Messages messages;

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof PageRefused refused) {
            LOG.log(Level.FINE, refused, refused::getMessage);
            return page(refused.reason().status(), refused.reason().code(), "");
        }
        if (failure instanceof WebApplicationException web) {
            Response answer = web.getResponse();
            return switch (answer.getStatus()) {
                case 404 -> page(404, PageRefused.Reason.NOT_FOUND.code(), "");
                case 400, 405, 406, 413, 415 -> page(answer.getStatus(), PageRefused.Reason.BAD_INPUT.code(), "");
                default -> answer;
            };
        }
        String number = UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
        LOG.log(Level.SEVERE, failure, () -> "KHUE-FAILURE " + number);
        return page(500, "KHUE-FAILURE", number);
    }

    /** The same page from a servlet. */
    static PageAnswer answer(PageRefused.Reason reason, CurrentVisit current) {
        PageAnswer answer = PageAnswer.page(reason.status(), VIEW, models(reason.code(), ""));
        return current.visitor().isEmpty() ? answer.framedByAnybody() : answer;
    }

    /** What the page of errors shows. */
    static Map<String, Object> models(String code, String number) {
        return Map.of("code", code, "number", number, "key", key(code));
    }

    private static String key(String code) {
        return "web.error." + code.substring("KHUE-".length()).toLowerCase(Locale.ROOT);
    }

    /** A teacher reads other words than a pupil, where there are any. */
    private Optional<String> ownKey(String key) {
        return current.visitor()
                .map(visitor -> key + "." + visitor.audience().name().toLowerCase(Locale.ROOT))
                .filter(own -> messages.find(current.locale(), own + ".title").isPresent());
    }

    private Response page(int status, String code, String number) {
        models(code, number).forEach(models::put);
        ownKey(key(code)).ifPresent(own -> models.put("key", own));
        Response.ResponseBuilder answer = Response.status(status)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .entity(new Viewable(VIEW, models));
        if (current.visitor().isEmpty()) {
            // A visit that expired was in the frame of an LMS that we no longer know: the page must say there what to
            // do. It shows nobody's data.
            answer.header("Content-Security-Policy", ContentSecurityPolicy.framedBy("*"));
        }
        return answer.build();
    }
}
