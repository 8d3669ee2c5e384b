/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import khue.samplelms.http.Refusal;
import khue.samplelms.school.RegisteredTool;
import khue.samplelms.temperament.Temperament;
import khue.samplelms.temperament.Trait;

/** A tool's registration, checked as a whole: the refusal names every fault (LTI Dynamic Registration 1.0 §3.5). */
final class RegistrationDocument {
    private final JsonNode document;
    private final JsonNode configuration;
    private final Temperament temperament;
    private final List<String> faults = new ArrayList<>();

    private RegistrationDocument(JsonNode document, Temperament temperament) {
        this.document = document;
        this.temperament = temperament;
        this.configuration = document.path(Lti.TOOL_CONFIGURATION);
    }

    /** The tool as the document describes it; {@code invalid_client_metadata} when it is at fault. */
    static RegisteredTool read(
            JsonNode document, Temperament temperament, String clientId, String deploymentId, String accessToken) {
        RegistrationDocument registration = new RegistrationDocument(document, temperament);
        registration.check();
        return registration.toTool(clientId, deploymentId, accessToken);
    }

    private void check() {
        requireText(document, "/client_name", "client_name");
        requireValue("application_type", "web");
        requireValue("token_endpoint_auth_method", "private_key_jwt");
        requireContained("response_types", "id_token");
        requireContained("grant_types", "implicit");
        requireContained("grant_types", "client_credentials");
        requireAddress(document.path("initiate_login_uri"), "initiate_login_uri");
        requireAddress(document.path("jwks_uri"), "jwks_uri");
        JsonNode redirectUris = document.path("redirect_uris");
        if (!redirectUris.isArray() || redirectUris.isEmpty()) {
            faults.add("redirect_uris must be an array with at least one address");
        }
        redirectUris.forEach(uri -> requireAddress(uri, "redirect_uris"));
        if (!document.path("scope").isTextual()) {
            faults.add("scope must be text: the scopes the tool may ask for, with spaces between");
        }
        checkToolConfiguration();
        if (!faults.isEmpty()) {
            throw new Refusal(400, "invalid_client_metadata", String.join("; ", faults) + ".");
        }
        if (temperament.has(Trait.UNKNOWN_METADATA_REFUSED)) {
            refuseUnknownMetadata();
        }
    }

    private void refuseUnknownMetadata() {
        List<String> unknown =
                new ArrayList<>(List.of(document.path("scope").asText().split(" ")));
        unknown.removeAll(Offer.scopes(temperament));
        unknown.remove("openid");
        List<String> messages = configuration.path("messages").findValuesAsText("type");
        messages.removeAll(Offer.messages(temperament));
        unknown.addAll(messages);
        if (!unknown.isEmpty()) {
            throw new Refusal(422, "invalid_client_metadata", "This LMS does not offer " + unknown + ".");
        }
    }

    private void checkToolConfiguration() {
        if (!configuration.isObject()) {
            faults.add(Lti.TOOL_CONFIGURATION + " must be an object");
            return;
        }
        requireText(configuration, "/domain", "domain");
        requireAddress(configuration.path("target_link_uri"), "target_link_uri");
        requireDomain(configuration.path("target_link_uri").asText(), "target_link_uri");
        if (!configuration.path("claims").isArray()) {
            faults.add("claims must be an array of claim names");
        }
        if (!configuration.path("messages").isArray()) {
            faults.add("messages must be an array");
        }
        for (JsonNode message : configuration.path("messages")) {
            requireText(message, "/type", "messages[].type");
            if (message.hasNonNull("target_link_uri")) {
                requireAddress(message.path("target_link_uri"), "messages[].target_link_uri");
                requireDomain(message.path("target_link_uri").asText(), "messages[].target_link_uri");
            }
        }
        configuration.path("custom_parameters").properties().forEach(parameter -> {
            if (!parameter.getValue().isTextual()) {
                faults.add("custom_parameters." + parameter.getKey() + " must be text");
            }
        });
    }

    /** The domain is the host, with the port where there is one: "tools.example:8443" (as Moodle compares it). */
    private void requireDomain(String address, String name) {
        String domain = configuration.path("domain").asText();
        if (isAddress(address) && !domain.equals(URI.create(address).getRawAuthority())) {
            faults.add("domain is \"" + domain + "\", but " + name + " is on "
                    + URI.create(address).getRawAuthority());
        }
    }

    private void requireText(JsonNode node, String pointer, String name) {
        JsonNode value = node.at(pointer);
        if (!value.isTextual() || value.textValue().isBlank()) {
            faults.add(name + " must be text");
        }
    }

    private void requireValue(String name, String wanted) {
        if (!document.path(name).asText().equals(wanted)) {
            faults.add(name + " must be " + wanted);
        }
    }

    private void requireContained(String name, String wanted) {
        if (!texts(document.path(name)).contains(wanted)) {
            faults.add(name + " must contain " + wanted);
        }
    }

    private void requireAddress(JsonNode value, String name) {
        if (!value.isTextual() || !isAddress(value.textValue())) {
            faults.add(name + " must be an absolute http or https address");
        }
    }

    private static boolean isAddress(String text) {
        try {
            URI uri = new URI(text);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (URISyntaxException notAnAddress) {
            return false;
        }
    }

    private RegisteredTool toTool(String clientId, String deploymentId, String accessToken) {
        Set<String> scopes =
                new LinkedHashSet<>(List.of(document.path("scope").asText().split(" ")));
        scopes.retainAll(Offer.scopes(temperament));
        List<RegisteredTool.Message> messages = new ArrayList<>();
        for (JsonNode message : configuration.path("messages")) {
            messages.add(new RegisteredTool.Message(
                    message.path("type").asText(),
                    message.path("target_link_uri").asText(""),
                    message.path("label").asText("")));
        }
        return new RegisteredTool(
                clientId,
                deploymentId,
                document.path("client_name").asText(),
                configuration.path("domain").asText(),
                document.path("initiate_login_uri").asText(),
                texts(document.path("redirect_uris")),
                document.path("jwks_uri").asText(),
                configuration.path("target_link_uri").asText(),
                scopes,
                new LinkedHashSet<>(texts(configuration.path("claims"))),
                messages,
                customParameters(),
                document.path("logo_uri").asText(""),
                accessToken);
    }

    /** Moodle keeps these as lines of {@code name=value}. */
    private Map<String, String> customParameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        configuration
                .path("custom_parameters")
                .properties()
                .forEach(parameter -> parameters.put(
                        parameter.getKey(), kept(parameter.getValue().asText())));
        return parameters;
    }

    private String kept(String value) {
        return temperament.has(Trait.CUSTOM_CUT_AT_EQUALS) ? value.split("=", 2)[0] : value;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        Consumer<JsonNode> add = value -> texts.add(value.asText());
        array.forEach(add);
        return texts;
    }
}
