/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * An address that is a servlet instead of a controller, because a whole school comes to it at once and Jakarta MVC's own work for a request
 * is then most of the work. It is open to anybody; a form that {@link FormOrigin} does not accept never reaches it.
 */
public abstract class PageServlet extends HttpServlet {

    @Inject
    private ThymeleafViews views;

    @Inject
    private CurrentVisit current;

    /** GET and, without the page itself, HEAD. */
    protected abstract PageAnswer get(HttpServletRequest request);

    /** @param form the body of the request, which is read by then */
    protected abstract PageAnswer post(HttpServletRequest request, String form);

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (current.formIsForeign()) {
            answer(ErrorPages.answer(PageRefused.Reason.FOREIGN_FORM, current), request, response);
            return;
        }
        switch (request.getMethod()) {
            case "GET", "HEAD" -> answer(get(request), request, response);
            case "POST" -> answer(post(request, body(request)), request, response);
            default -> response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        }
    }

    private static String body(HttpServletRequest request) throws IOException {
        return new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private void answer(PageAnswer answer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setStatus(answer.status());
        answer.cookies().forEach(cookie -> response.addHeader("Set-Cookie", cookie));
        answer.policy().ifPresent(policy -> response.setHeader("Content-Security-Policy", policy));
        answer.location().ifPresent(location -> response.setHeader("Location", location.toString()));
        if (answer.page().isPresent()) {
            views.write(answer.page().get(), request, response);
        }
    }
}
