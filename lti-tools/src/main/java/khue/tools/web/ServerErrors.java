/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.inject.Inject;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The same page of errors for failures that never reached a page of ours, or that a page met while it was being written: the server's own
 * 404, a template that fails. The server dispatches to it (see {@code web.xml}).
 */
@WebServlet(ServerErrors.PATH)
public class ServerErrors extends HttpServlet {

    static final String PATH = "/server-error";

    private static final Logger LOG = Logger.getLogger(ServerErrors.class.getName());

    @Inject
    private ThymeleafViews views;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        if (status == null) {
            // Asked for by a browser rather than dispatched to.
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            write(request, response, PageRefused.Reason.NOT_FOUND.code(), "");
            return;
        }
        int code = (int) status;
        response.setStatus(code);
        if (code == HttpServletResponse.SC_NOT_FOUND) {
            write(request, response, PageRefused.Reason.NOT_FOUND.code(), "");
        } else if (code == HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE) {
            write(request, response, PageRefused.Reason.TOO_LARGE.code(), "");
        } else if (code < HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
            write(request, response, PageRefused.Reason.BAD_INPUT.code(), "");
        } else {
            String number = UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
            Throwable failure = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
            LOG.log(
                    Level.SEVERE,
                    failure,
                    () -> "KHUE-FAILURE " + number + " " + request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
            write(request, response, "KHUE-FAILURE", number);
        }
    }

    private void write(HttpServletRequest request, HttpServletResponse response, String code, String number)
            throws IOException {
        views.write(new PageAnswer.Page(ErrorPages.VIEW, ErrorPages.models(code, number)), request, response);
    }
}
