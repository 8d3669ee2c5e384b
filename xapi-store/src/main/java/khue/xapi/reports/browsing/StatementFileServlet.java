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
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import khue.xapi.credentials.Asker;
import khue.xapi.credentials.Credential;
import khue.xapi.credentials.Scope;
import khue.xapi.exports.FileFormat;
import khue.xapi.exports.StatementFiles;
import khue.xapi.http.Parameters;
import khue.xapi.model.XapiVersion;
import khue.xapi.reports.indicators.QueryLog;
import khue.xapi.statements.StatementConditions;

/**
 * {@code GET /xapi/reports/statements?format=csv|jsonl|parquet}: all statements that match, oldest first, in one file. It
 * takes the conditions of the Statement Resource.
 *
 * <p>The header {@code X-Experience-API-Consistent-Through} says up to when the file is complete, that moment included;
 * the next file goes on with {@code since} that moment.
 */
@WebServlet(urlPatterns = "/reports/statements", asyncSupported = true)
public class StatementFileServlet extends HttpServlet {

    private final transient StatementFiles files;
    private final transient QueryLog log;

    @Inject
    public StatementFileServlet(StatementFiles files, QueryLog log) {
        this.files = files;
        this.log = log;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        StatementFiles.Asked asked = asked(request);
        log.tookStatements(Asker.of(request), Parameters.of(request).values());
        files.write(asked, StatementFiles.AS_KEPT, response);
    }

    @Override
    protected void doHead(HttpServletRequest request, HttpServletResponse response) throws IOException {
        asked(request).writeHead(response);
    }

    private StatementFiles.Asked asked(HttpServletRequest request) {
        Credential.of(request).require(Scope.STATEMENTS_READ);
        Parameters parameters = Parameters.of(request);
        Set<String> names = new HashSet<>(StatementConditions.NAMES);
        names.add("format");
        parameters.areAmong(names);
        FileFormat format = parameters.require("format", FileFormat::of, "csv, jsonl or parquet");
        return files.asked(
                format,
                StatementConditions.read(parameters, XapiVersion.V2, Optional.empty(), 1, true, OptionalLong.empty()));
    }
}
