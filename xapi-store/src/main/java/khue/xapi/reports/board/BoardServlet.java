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
import java.util.Optional;
import java.util.Set;
import khue.xapi.credentials.Asker;
import khue.xapi.credentials.Credential;
import khue.xapi.credentials.Scope;
import khue.xapi.http.Json;
import khue.xapi.http.Parameters;
import khue.xapi.reports.indicators.Geography;
import khue.xapi.reports.indicators.QueryLog;

/** {@code GET /xapi/reports/board}: the programme's targets beside their figures, and the kinds of schools it has reached. */
@WebServlet(urlPatterns = "/reports/board", asyncSupported = true)
public class BoardServlet extends HttpServlet {

    private final transient Boards boards;
    private final transient QueryLog log;

    @Inject
    public BoardServlet(Boards boards, QueryLog log) {
        this.boards = boards;
        this.log = log;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Credential.of(request).require(Scope.REPORTS, Scope.ALL_READ);
        Parameters parameters = Parameters.of(request);
        parameters.areAmong(Set.of("year", "geography"));
        Optional<String> year = parameters.find(
                "year",
                name -> boards.year(name).map(known -> name),
                "the name of a school year of the reference data, such as 2025-2026");
        Geography geography = parameters
                .find("geography", Geography::of, "event, current or legacy")
                .orElse(Geography.EVENT);
        Asker asker = Asker.of(request);
        log.lookedAt(asker, "board", parameters.values());
        Board board = boards.board(year, geography, (indicator, question) -> log.asked(asker, indicator, question));
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        try (JsonGenerator json = Json.generator(response.getOutputStream())) {
            BoardJson.write(board, json);
        }
    }
}
