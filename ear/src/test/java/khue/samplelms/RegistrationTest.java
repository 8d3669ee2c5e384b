/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RegistrationTest extends LmsTest {
    @Test
    void publishesAConfigurationWhoseIssuerIsTheBaseUrl() {
        JsonNode configuration = FakeTool.json(pupil.get(lms.addresses().openidConfiguration()));

        assertThat(configuration.path("issuer").asText()).isEqualTo(lms.baseUrl());
        assertThat(configuration.path("registration_endpoint").asText()).startsWith(lms.baseUrl());
        assertThat(configuration
                        .path("https://purl.imsglobal.org/spec/lti-platform-configuration")
                        .path("messages_supported")
                        .findValuesAsText("type"))
                .containsExactly("LtiResourceLinkRequest", "LtiDeepLinkingRequest");
    }

    @Test
    void answersWithClientIdAndDeploymentId() {
        HttpResponse<String> response = tool.register(lms.newRegistrationToken(), tool.registration());

        JsonNode registration = FakeTool.json(response);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(lms.school().findTool(registration.path("client_id").asText()))
                .get()
                .extracting(found -> found.deploymentId())
                .isEqualTo(registration
                        .path(FakeTool.CONFIGURATION)
                        .path("deployment_id")
                        .asText());
    }

    @Test
    void usesARegistrationTokenUp() {
        String token = lms.newRegistrationToken();
        tool.register(token, tool.registration());

        assertThat(tool.register(token, tool.registration()).statusCode()).isEqualTo(401);
    }

    @Test
    void keepsATokenWhoseRegistrationWasAtFault() {
        String token = lms.newRegistrationToken();
        ObjectNode faulty = tool.registration();
        faulty.remove("jwks_uri");

        assertThat(tool.register(token, faulty).statusCode()).isEqualTo(400);
        assertThat(tool.register(token, tool.registration()).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAnOldOrUnknownOrMissingToken() {
        String old = lms.newRegistrationToken();
        clock.advance(Duration.ofHours(1).plusSeconds(1));

        assertThat(tool.register(old, tool.registration()).statusCode()).isEqualTo(401);
        assertThat(tool.register("made-up", tool.registration()).statusCode()).isEqualTo(401);
        HttpRequest.Builder without = HttpRequest.newBuilder(
                        URI.create(lms.addresses().registration()))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(tool.registration().toString()));
        assertThat(tool.send(without).statusCode()).isEqualTo(401);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("client_name", document -> document.remove("client_name")),
                fault("initiate_login_uri", document -> document.put("initiate_login_uri", "/login")),
                fault("jwks_uri", document -> document.remove("jwks_uri")),
                fault("redirect_uris", document -> document.putArray("redirect_uris")),
                fault("redirect_uris", document -> document.put("redirect_uris", "https://one.example/")),
                fault(
                        "redirect_uris",
                        document -> document.putArray("redirect_uris").add("javascript:alert(1)")),
                fault(
                        "response_types",
                        document -> document.putArray("response_types").add("code")),
                fault(
                        "grant_types",
                        document -> document.putArray("grant_types").add("implicit")),
                fault("application_type", document -> document.put("application_type", "native")),
                fault(
                        "token_endpoint_auth_method",
                        document -> document.put("token_endpoint_auth_method", "client_secret_basic")),
                fault("scope", document -> document.remove("scope")),
                fault(FakeTool.CONFIGURATION, document -> document.remove(FakeTool.CONFIGURATION)),
                fault("domain", document -> configuration(document).remove("domain")),
                fault("domain is", document -> configuration(document).put("domain", "127.0.0.1")),
                fault("target_link_uri", document -> configuration(document).remove("target_link_uri")),
                fault(
                        "domain is",
                        document -> configuration(document).put("target_link_uri", "https://elsewhere.example/x")),
                fault("messages", document -> configuration(document).remove("messages")),
                fault(
                        "messages[].type",
                        document -> configuration(document).putArray("messages").addObject()),
                fault("claims", document -> configuration(document).remove("claims")),
                fault(
                        "custom_parameters",
                        document -> configuration(document)
                                .putObject("custom_parameters")
                                .put("number", 1)));
    }

    private static Arguments fault(String named, Consumer<ObjectNode> mutation) {
        return Arguments.of(named, mutation);
    }

    private static ObjectNode configuration(ObjectNode document) {
        return (ObjectNode) document.path(FakeTool.CONFIGURATION);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void refusesAFaultyRegistrationAndNamesTheFault(String named, Consumer<ObjectNode> mutation) {
        ObjectNode document = tool.registration();
        mutation.accept(document);

        HttpResponse<String> response = tool.register(lms.newRegistrationToken(), document);

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode error = FakeTool.json(response);
        assertThat(error.path("error").asText()).isEqualTo("invalid_client_metadata");
        assertThat(error.path("error_description").asText()).contains(named);
        assertThat(lms.school().tools()).hasSize(1);
    }

    @Test
    void wantsTheRegistrationAsJson() {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(lms.addresses().registration()))
                .header("Authorization", "Bearer " + lms.newRegistrationToken())
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(tool.registration().toString()));

        assertThat(tool.send(request).statusCode()).isEqualTo(415);
    }

    @Test
    void losesWhatFollowsASecondEqualsSignInACustomParameter() {
        ObjectNode document = tool.registration();
        configuration(document).putObject("custom_parameters").put("eq", "a=b=c");

        String clientId = FakeTool.json(tool.register(lms.newRegistrationToken(), document))
                .path("client_id")
                .asText();

        assertThat(lms.school().findTool(clientId).orElseThrow().customParameters())
                .containsEntry("eq", "a");
    }

    @Test
    void updatesAKnownToolWithItsOwnAccessToken() {
        JsonNode registration = FakeTool.json(tool.register(lms.newRegistrationToken(), tool.registration()));
        ObjectNode changed = tool.registration();
        changed.put("client_name", "Tên mới");

        HttpResponse<String> response = tool.send(ownRegistration(registration, "registration_access_token")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(changed.toString())));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(FakeTool.json(response).path("client_id")).isEqualTo(registration.path("client_id"));
        HttpResponse<String> read = tool.send(ownRegistration(registration, "registration_access_token"));
        assertThat(FakeTool.json(read).path("client_name").asText()).isEqualTo("Tên mới");
    }

    @Test
    void showsARegistrationToNobodyElse() {
        JsonNode registration = FakeTool.json(tool.register(lms.newRegistrationToken(), tool.registration()));

        assertThat(tool.send(ownRegistration(registration, "client_id")).statusCode())
                .isEqualTo(401);
    }

    private HttpRequest.Builder ownRegistration(JsonNode registration, String tokenField) {
        return HttpRequest.newBuilder(
                        URI.create(registration.path("registration_client_uri").asText()))
                .header(
                        "Authorization",
                        "Bearer " + registration.path(tokenField).asText());
    }

    @Test
    void offersAnUpdateWhenTheDomainIsKnownAndKeepsTheClientId() {
        Visitor administrator = Visitor.signedIn(lms, lms.people().administrator());
        String page = administrator.get(lms.baseUrl() + "/tools").body();
        Map<String, String> form = Map.of("formToken", formToken(page), "address", tool.baseUrl() + "/register");

        assertThat(administrator.post(lms.baseUrl() + "/tools/connect", form).body())
                .contains("value=\"update\"")
                .contains("value=\"new\"");

        Map<String, String> update = new HashMap<>(form);
        update.put("choice", "update");
        String frame =
                administrator.post(lms.baseUrl() + "/tools/connect", update).body();
        String token = frame.replaceAll("(?s).*registration_token=([^\"&]+).*", "$1");
        JsonNode updated = FakeTool.json(tool.register(token, tool.registration()));
        assertThat(updated.path("client_id").asText()).isEqualTo(tool.clientId());
        assertThat(lms.school().tools()).hasSize(1);
    }

    private static String formToken(String page) {
        return page.replaceAll("(?s).*name=\"formToken\" value=\"([^\"]+)\".*", "$1");
    }
}
