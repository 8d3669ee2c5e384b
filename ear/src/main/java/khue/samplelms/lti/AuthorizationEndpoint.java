/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import khue.samplelms.http.ExchangeLog;
import khue.samplelms.http.Parameters;
import khue.samplelms.http.Refusal;
import khue.samplelms.http.Request;
import khue.samplelms.http.Sessions;
import khue.samplelms.school.Person;
import khue.samplelms.school.RegisteredTool;
import khue.samplelms.school.School;

/**
 * Answers a tool's authentication request with an id_token (OpenID Connect Core §3.2.2, LTI Security Framework 1.0
 * §5.1.1). As long as the redirect_uri is not known to be the tool's own nothing is sent there; after that, errors are
 * posted to it.
 */
public final class AuthorizationEndpoint {
    /** Marks a request that the LMS's own page repeated. */
    private static final String REPOST = "repost";

    private static final Set<String> KNOWN = Set.of(
            "scope",
            "response_type",
            "response_mode",
            "prompt",
            "client_id",
            "redirect_uri",
            "state",
            "nonce",
            "login_hint",
            "lti_message_hint",
            REPOST);

    private final School school;
    private final Addresses addresses;
    private final Launches launches;
    private final IdTokens idTokens;
    private final Sessions sessions;
    private final ExchangeLog log;

    public AuthorizationEndpoint(
            School school,
            Addresses addresses,
            Launches launches,
            IdTokens idTokens,
            Sessions sessions,
            ExchangeLog log) {
        this.school = school;
        this.addresses = addresses;
        this.launches = launches;
        this.idTokens = idTokens;
        this.sessions = sessions;
        this.log = log;
    }

    private static final class Denied extends Exception {
        private final String error;

        Denied(String error, String description) {
            super(description);
            this.error = error;
        }
    }

    /** The form that the browser shall post next: to the tool, or once more to this endpoint. */
    public FormPost handle(Request request) {
        Parameters parameters = request.parameters();
        RegisteredTool tool = school.findTool(parameters.get("client_id"))
                .orElseThrow(() -> new Refusal(
                        400, "unauthorized_client", "No tool with this client_id is connected to this LMS."));
        String redirectUri = parameters.get("redirect_uri");
        if (!tool.redirectUris().contains(redirectUri)) {
            throw Refusal.badRequest("The redirect_uri " + redirectUri + " is not exactly one of those the tool"
                    + " registered: " + tool.redirectUris());
        }
        if (!parameters.repeated().isEmpty()) {
            throw Refusal.badRequest("Sent more than once: " + parameters.repeated());
        }
        Optional<Sessions.Session> session = sessions.find(request);
        if (session.isEmpty() && parameters.find(REPOST).isEmpty()) {
            return repeated(parameters);
        }
        try {
            requireLtiRequest(parameters);
            Person person = signedIn(session, parameters);
            Launches.Launch launch = launchOf(parameters, tool, person);
            log.add("LAUNCH", launch.messageType(), 200, person.username() + " → " + tool.name());
            return new FormPost(
                    redirectUri,
                    idTokens.answer(tool, person, launch, parameters.get("nonce"), parameters.get("state")));
        } catch (Denied denied) {
            log.add("LAUNCH", tool.name(), 400, denied.error + ": " + denied.getMessage());
            return error(redirectUri, denied, parameters.get("state"));
        }
    }

    /**
     * The session's cookie stays behind when a tool on another site redirects inside a frame. Posted again by the LMS's
     * own page the request carries it. Moodle does the same.
     */
    private FormPost repeated(Parameters parameters) {
        Map<String, String> fields = new LinkedHashMap<>(parameters.asMap());
        fields.put(REPOST, "true");
        return new FormPost(addresses.authorization(), fields);
    }

    private static FormPost error(String redirectUri, Denied denied, String state) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("error", denied.error);
        fields.put("error_description", denied.getMessage());
        if (!state.isEmpty()) {
            fields.put("state", state);
        }
        return new FormPost(redirectUri, fields);
    }

    private static void requireLtiRequest(Parameters parameters) throws Denied {
        Set<String> unknown = new TreeSet<>(parameters.names());
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            throw new Denied("invalid_request", "These parameters do not belong here: " + unknown);
        }
        require(parameters, "scope", "openid", "invalid_scope");
        require(parameters, "response_type", "id_token", "unsupported_response_type");
        require(parameters, "response_mode", "form_post", "invalid_request");
        require(parameters, "prompt", "none", "invalid_request");
        for (String name : List.of("state", "nonce")) {
            if (parameters.get(name).isEmpty()) {
                throw new Denied("invalid_request", "There is no " + name + ".");
            }
        }
    }

    private static void require(Parameters parameters, String name, String wanted, String error) throws Denied {
        if (!parameters.get(name).equals(wanted)) {
            throw new Denied(error, name + " must be " + wanted + ".");
        }
    }

    private Person signedIn(Optional<Sessions.Session> session, Parameters parameters) throws Denied {
        Optional<Person> person = session.flatMap(found -> school.people().find(found.personId()));
        if (person.isEmpty()) {
            throw new Denied("login_required", "Nobody is signed in to the LMS in this browser.");
        }
        if (!parameters.get("login_hint").equals(person.get().id())) {
            throw new Denied("access_denied", "login_hint is not the person who is signed in.");
        }
        return person.get();
    }

    private Launches.Launch launchOf(Parameters parameters, RegisteredTool tool, Person person) throws Denied {
        return launches.take(parameters.get("lti_message_hint"))
                .filter(launch -> launch.clientId().equals(tool.clientId()))
                .filter(launch -> launch.personId().equals(person.id()))
                .orElseThrow(() -> new Denied(
                        "access_denied", "lti_message_hint names no launch that this person began and that waits."));
    }
}
