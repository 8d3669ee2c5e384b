/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import khue.xapi.http.Json;
import khue.xapi.http.Parameters;
import khue.xapi.http.RequestBody;
import khue.xapi.http.RequestJson;

/**
 * The key API, {@code /xapi/keys}; not of the standard. One key is {@code /xapi/keys?name=…}, since the names of keys in
 * the settings may hold anything but a colon.
 *
 * <p>Whoever asks may say in the header {@value Asker#ON_BEHALF_OF} who decided; the key's history tells it again.
 */
@WebServlet(urlPatterns = "/keys", asyncSupported = true)
public class KeysServlet extends HttpServlet {

    private static final String NAME = "a key's name";
    private static final Set<String> OF_A_NEW_KEY = Set.of("name", "label", "scopes", "expiresAt", "authority");
    private static final Set<String> OF_A_CHANGE = Set.of("label", "scopes", "expiresAt");

    private final transient KeyManagement management;
    private final transient RequestJson requestJson;

    @Inject
    KeysServlet(KeyManagement management, RequestJson requestJson) {
        this.management = management;
        this.requestJson = requestJson;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        asker(request);
        Optional<String> name = parameters(request).find("name", Optional::of, NAME);
        if (name.isEmpty()) {
            writeList(response);
        } else {
            writeOne(management.describe(name.get()), response);
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Asker asker = asker(request);
        NewKey key = newKey(read(request, OF_A_NEW_KEY));
        KeyManagement.MadeKey made = management.make(key, asker);
        response.setStatus(HttpServletResponse.SC_CREATED);
        try (JsonGenerator json = json(response)) {
            json.writeStartObject();
            KeyJson.write(made.key(), json);
            json.writeStringField("secret", made.secret());
            json.writeEndObject();
        }
    }

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Asker asker = asker(request);
        KeyTerms terms = KeyJson.terms(read(request, OF_A_CHANGE));
        writeOne(management.change(name(request), terms, asker), response);
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
        Asker asker = asker(request);
        management.revoke(name(request), asker);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private NewKey newKey(JsonNode body) {
        KeyTerms terms = KeyJson.terms(body);
        String name = KeyJson.name(body).orElseGet(() -> management.nameFor(terms.label()));
        return new NewKey(name, terms, KeyJson.authority(body));
    }

    private void writeList(HttpServletResponse response) throws IOException {
        Iterable<DescribedKey> keys = management.list();
        try (JsonGenerator json = json(response)) {
            json.writeStartObject();
            json.writeArrayFieldStart("keys");
            for (DescribedKey key : keys) {
                json.writeStartObject();
                KeyJson.write(key, json);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private void writeOne(DescribedKey key, HttpServletResponse response) throws IOException {
        Iterable<KeyEvent> history = management.history(key.name());
        try (JsonGenerator json = json(response)) {
            json.writeStartObject();
            KeyJson.write(key, json);
            json.writeArrayFieldStart("history");
            for (KeyEvent event : history) {
                KeyJson.write(event, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static Asker asker(HttpServletRequest request) {
        Credential.of(request).require(Scope.KEYS);
        return Asker.of(request);
    }

    private JsonNode read(HttpServletRequest request, Set<String> properties) throws IOException {
        parameters(request);
        // A key is described in few words: the bound of a document is more than enough.
        JsonNode body = requestJson.read(
                RequestBody.readJson(request, requestJson.limits().document()));
        KeyJson.isObjectOf(body, properties, "");
        return body;
    }

    private static String name(HttpServletRequest request) {
        return parameters(request).require("name", Optional::of, NAME);
    }

    private static Parameters parameters(HttpServletRequest request) {
        Parameters parameters = Parameters.of(request);
        parameters.areAmong(Set.of("name"));
        return parameters;
    }

    private static JsonGenerator json(HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        // A secret in an answer is for its reader alone.
        response.setHeader("Cache-Control", "no-store");
        return Json.generator(response.getOutputStream());
    }
}
