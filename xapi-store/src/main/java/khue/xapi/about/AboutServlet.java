/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.about;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import khue.xapi.http.Json;
import khue.xapi.http.VersionHeader;
import khue.xapi.model.XapiVersion;

/**
 * {@code GET /xapi/about}: open to all, and the one resource that needs no version header and refuses none.
 *
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#about-resource">Communication
 *     2.8</a>
 */
@WebServlet(urlPatterns = "/about", asyncSupported = true)
public class AboutServlet extends HttpServlet {

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        VersionHeader.name(VersionHeader.in(request).orElse(XapiVersion.V2), response);
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        try (JsonGenerator json = Json.generator(response.getOutputStream())) {
            json.writeStartObject();
            json.writeArrayFieldStart("version");
            for (XapiVersion version : XapiVersion.values()) {
                json.writeString(version.latestPatch());
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }
}
