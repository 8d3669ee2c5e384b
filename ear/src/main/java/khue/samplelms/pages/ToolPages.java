/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.pages;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import khue.samplelms.http.Parameters;
import khue.samplelms.http.Refusal;
import khue.samplelms.http.Request;
import khue.samplelms.http.Response;
import khue.samplelms.http.WebServer;
import khue.samplelms.lti.Addresses;
import khue.samplelms.lti.RegistrationTokens;
import khue.samplelms.school.Person;
import khue.samplelms.school.RegisteredTool;
import khue.samplelms.school.Role;
import khue.samplelms.school.School;
import khue.samplelms.temperament.Temperament;
import khue.samplelms.temperament.Trait;

/** The administrator's tools: connect one by its registration address, see them, remove one. */
public final class ToolPages {
    private final Views views;
    private final School school;
    private final Addresses addresses;
    private final RegistrationTokens tokens;
    private final Temperament temperament;
    private final Optional<URI> suggestedRegistration;

    /** @param suggestedRegistration stands in the form from the start */
    public ToolPages(
            Views views,
            School school,
            Addresses addresses,
            RegistrationTokens tokens,
            Temperament temperament,
            Optional<URI> suggestedRegistration) {
        this.views = views;
        this.school = school;
        this.addresses = addresses;
        this.tokens = tokens;
        this.temperament = temperament;
        this.suggestedRegistration = suggestedRegistration;
    }

    public void route(WebServer server) {
        server.on("GET", "/tools", this::tools)
                .on("POST", "/tools/connect", this::connect)
                .on("POST", "/tools/{client}/delete", this::delete);
    }

    private Response tools(Request request) {
        requireAdministrator(request);
        return views.page(request, "tools", model("", ""));
    }

    private Map<String, Object> model(String typed, String fault) {
        Map<String, Object> model = new HashMap<>();
        model.put("tools", school.tools());
        model.put("addresses", addresses);
        model.put(
                "typed",
                typed.isEmpty() ? suggestedRegistration.map(URI::toString).orElse("") : typed);
        model.put("fault", fault);
        return model;
    }

    /** Opens the tool's registration page; asks first when a tool of that domain is connected already, as Moodle does. */
    private Response connect(Request request) {
        requireAdministrator(request);
        Parameters form = views.requireOwnForm(request);
        String address = form.get("address").strip();
        if (!isAddress(address)) {
            return views.page(400, request, "tools", model(address, "tools.address.fault"));
        }
        Optional<RegisteredTool> known =
                school.findToolByDomain(URI.create(address).getRawAuthority());
        String choice = form.get("choice");
        if (known.isPresent() && choice.isEmpty()) {
            return views.page(request, "connect-again", Map.of("tool", known.get(), "address", address));
        }
        String token =
                known.isPresent() && choice.equals("update") ? tokens.forUpdateOf(known.get()) : tokens.forNewTool();
        return views.page(
                request,
                "connect",
                Map.of(
                        "address", addresses.toolRegistration(address, token),
                        "origin", RegisteredTool.originOf(address),
                        "inAWindow", temperament.has(Trait.REGISTRATION_IN_A_WINDOW)));
    }

    private static boolean isAddress(String text) {
        try {
            URI uri = new URI(text);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (URISyntaxException notAnAddress) {
            return false;
        }
    }

    private Response delete(Request request) {
        requireAdministrator(request);
        views.requireOwnForm(request);
        school.removeTool(request.pathVariable("client"));
        return Response.seeOther("/tools");
    }

    private void requireAdministrator(Request request) {
        Person reader = views.requireReader(request);
        if (reader.role() != Role.ADMINISTRATOR) {
            throw new Refusal(403, "access_denied", "Only the administrator can do this.");
        }
    }
}
