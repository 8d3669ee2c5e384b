/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.samples.shown;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import khue.xapi.credentials.Credential;
import khue.xapi.credentials.Scope;
import khue.xapi.http.Json;
import khue.xapi.http.Parameters;

/** {@code /xapi/reports/samples}: whether there is sample data, and taking it out. */
@WebServlet(urlPatterns = "/reports/samples", asyncSupported = true)
public class SamplesServlet extends HttpServlet {

    private final transient SampleData data;
    private final transient SampleDataInBackground background;

    @Inject
    public SamplesServlet(SampleData data, SampleDataInBackground background) {
        this.data = data;
        this.background = background;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Credential.of(request).require(Scope.REPORTS, Scope.ALL_READ);
        Parameters.of(request).areAmong(Set.of());
        write(response);
    }

    /** Begins to take it out; {@code GET} tells how far that is. */
    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Credential.of(request).require(Scope.REFERENCE);
        Parameters.of(request).areAmong(Set.of());
        background.takeOut();
        response.setStatus(HttpServletResponse.SC_ACCEPTED);
        write(response);
    }

    private void write(HttpServletResponse response) throws IOException {
        Optional<SampleState> state = data.state();
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        try (JsonGenerator json = Json.generator(response.getOutputStream())) {
            json.writeStartObject();
            json.writeStringField(
                    "state",
                    state.map(SampleState::step).map(SampleState.Step::word).orElse("none"));
            json.writeNumberField(
                    "statements", state.map(SampleState::statements).orElse(0));
            json.writeNumberField("planned", state.map(SampleState::planned).orElse(0));
            json.writeEndObject();
        }
    }
}
