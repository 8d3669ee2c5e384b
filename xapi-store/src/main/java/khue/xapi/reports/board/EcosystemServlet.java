/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.board;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import khue.xapi.credentials.Asker;
import khue.xapi.credentials.Credential;
import khue.xapi.credentials.Scope;
import khue.xapi.http.Failure;
import khue.xapi.http.Json;
import khue.xapi.http.Message;
import khue.xapi.http.Parameters;
import khue.xapi.reports.indicators.QueryLog;

/** {@code GET /xapi/reports/ecosystem}: who takes part in which component of the ecosystem, school by school. */
@WebServlet(urlPatterns = "/reports/ecosystem", asyncSupported = true)
public class EcosystemServlet extends HttpServlet {

    private final transient Ecosystems ecosystems;
    private final transient QueryLog log;

    @Inject
    public EcosystemServlet(Ecosystems ecosystems, QueryLog log) {
        this.ecosystems = ecosystems;
        this.log = log;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Credential.of(request).require(Scope.REPORTS, Scope.ALL_READ);
        Parameters parameters = Parameters.of(request);
        parameters.areAmong(Set.of("year"));
        Optional<String> named = parameters.find(
                "year",
                name -> ecosystems.year(Optional.of(name)),
                "the name of a school year of the reference data, such as 2025-2026");
        String year = ecosystems.year(named).orElseThrow(EcosystemServlet::noCalendar);
        log.lookedAt(Asker.of(request), "ecosystem", Map.of("year", year));
        Ecosystem ecosystem = ecosystems.of(year);
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        try (JsonGenerator json = Json.generator(response.getOutputStream())) {
            EcosystemJson.write(ecosystem, json);
        }
    }

    private static Failure noCalendar() {
        return new Failure(
                404,
                "school-year-missing",
                new Message(
                        "Chưa có năm học nào đã bắt đầu. Hãy nhập bảng năm học.",
                        "No school year has begun yet. Import the school years."));
    }
}
