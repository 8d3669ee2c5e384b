/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.browsing;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import khue.xapi.credentials.Asker;
import khue.xapi.credentials.Credential;
import khue.xapi.credentials.Scope;
import khue.xapi.exports.FileFormat;
import khue.xapi.exports.StatementFiles;
import khue.xapi.http.Parameters;
import khue.xapi.reports.indicators.QueryLog;

/**
 * {@code GET /xapi/reports/browser/file?format=csv|jsonl|parquet}: all that {@link BrowserServlet} would show page by page, oldest first, in
 * one file, and without people's names like there.
 */
@WebServlet(urlPatterns = "/reports/browser/file", asyncSupported = true)
public class BrowserFileServlet extends HttpServlet {

    private final transient StatementFiles files;
    private final transient QueryLog log;

    @Inject
    public BrowserFileServlet(StatementFiles files, QueryLog log) {
        this.files = files;
        this.log = log;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Question question = question(request);
        log.askedForStatements(Asker.of(request), Parameters.of(request).values());
        files.write(question.file(), question.search()::shown, response);
    }

    @Override
    protected void doHead(HttpServletRequest request, HttpServletResponse response) throws IOException {
        question(request).file().writeHead(response);
    }

    private record Question(StatementFiles.Asked file, Search search) {}

    private Question question(HttpServletRequest request) {
        Credential.of(request).require(Scope.REPORTS, Scope.ALL_READ);
        Parameters parameters = Parameters.of(request);
        Search search = Search.asked(parameters, Set.of("format"));
        FileFormat format = parameters.require("format", FileFormat::of, "csv, jsonl or parquet");
        return new Question(files.asked(format, search.query(parameters)), search);
    }
}
