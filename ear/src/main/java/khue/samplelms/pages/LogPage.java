/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.pages;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import khue.samplelms.http.ExchangeLog;
import khue.samplelms.http.Request;
import khue.samplelms.http.Response;
import khue.samplelms.http.WebServer;

/** The recent protocol exchanges, for the curious as a page and for scripts as JSON; there are no tokens in them. */
public final class LogPage {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.of("Asia/Ho_Chi_Minh"));

    private final Views views;
    private final ExchangeLog log;

    public LogPage(Views views, ExchangeLog log) {
        this.views = views;
        this.log = log;
    }

    public void route(WebServer server) {
        server.on("GET", "/lms/log", this::show);
    }

    /** An entry as shown. */
    public record Row(String time, String method, String path, int status, String reason) {
        public boolean isFault() {
            return status < 200 || status >= 400;
        }
    }

    private Response show(Request request) {
        if (request.header("Accept").orElse("").startsWith("application/json")) {
            return Response.json(200, log.entries());
        }
        List<Row> rows = log.entries().stream()
                .map(entry ->
                        new Row(TIME.format(entry.at()), entry.method(), entry.path(), entry.status(), entry.reason()))
                .toList();
        return views.page(request, "log", Map.of("rows", rows));
    }
}
