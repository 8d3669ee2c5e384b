/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import khue.samplelms.temperament.Trait;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How LMSs differ when a tool is connected; what one has without a trait is the other half of each test. */
class RegistrationTraitsTest extends WithTraits {
    private static String configuration(String registrationAddress) {
        return parameter(registrationAddress, "openid_configuration");
    }

    private static String parameter(String address, String name) {
        for (String pair : URI.create(address).getRawQuery().split("&")) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private static HttpResponse<String> postRegistration(FakeTool tool, String address, JsonNode document) {
        return tool.send(HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(document.toString())));
    }

    @Test
    void putsTheRegistrationTokenIntoTheAddresses() throws Exception {
        FakeTool tool = new FakeTool(lms(Trait.REGISTRATION_TOKEN_IN_ADDRESS));
        running.add(tool);
        String address = tool.lms.registrationAddressFor(URI.create("http://tool.example/register"));
        assertThat(parameter(address, "registration_token")).isEmpty();
        String endpoint = FakeTool.json(Visitor.nobody(tool.lms).get(configuration(address)))
                .path("registration_endpoint")
                .asText();

        assertThat(postRegistration(tool, tool.lms.addresses().registration(), tool.registration())
                        .statusCode())
                .isEqualTo(401);
        assertThat(postRegistration(tool, endpoint, tool.registration()).statusCode())
                .isEqualTo(200);
        assertThat(postRegistration(tool, endpoint, tool.registration()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void showsItsConfigurationToNobodyWithoutAToken() throws Exception {
        SampleLms lms = lms(Trait.CONFIGURATION_BEHIND_TOKEN);
        String address = lms.registrationAddressFor(URI.create("http://tool.example/register"));

        assertThat(Visitor.nobody(lms)
                        .get(lms.addresses().openidConfiguration())
                        .statusCode())
                .isEqualTo(401);
        assertThat(Visitor.nobody(lms).get(configuration(address)).statusCode()).isEqualTo(200);
        assertThat(parameter(address, "registration_token")).isNotEmpty();
    }

    @Test
    void letsOneToolRegisterWithoutATokenAfterTheAdministratorsClick() throws Exception {
        FakeTool tool = new FakeTool(lms(Trait.NO_REGISTRATION_TOKEN));
        running.add(tool);
        String registration = tool.lms.addresses().registration();

        assertThat(postRegistration(tool, registration, tool.registration()).statusCode())
                .isEqualTo(401);
        String address = tool.lms.registrationAddressFor(URI.create("http://tool.example/register"));
        assertThat(address).doesNotContain("registration_token");
        assertThat(postRegistration(tool, registration, tool.registration()).statusCode())
                .isEqualTo(200);
        assertThat(postRegistration(tool, registration, tool.registration()).statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope", "message"})
    void refusesWhatItDoesNotOffer(String what) throws Exception {
        for (Trait[] traits : new Trait[][] {{Trait.UNKNOWN_METADATA_REFUSED}, {}}) {
            FakeTool tool = new FakeTool(lms(traits));
            running.add(tool);
            ObjectNode document = tool.registration();
            if (what.equals("scope")) {
                document.put("scope", FakeTool.ALL_SCOPES + " https://elsewhere.example/scope");
            } else {
                document.withArray("/" + FakeTool.CONFIGURATION.replace("/", "~1") + "/messages")
                        .addObject()
                        .put("type", "LtiStartProctoring");
            }
            assertThat(tool.register(tool.lms.newRegistrationToken(), document).statusCode())
                    .isEqualTo(traits.length == 0 ? 200 : 422);
        }
    }

    @Test
    void saysLaterWhereItDeploys() throws Exception {
        for (Trait[] traits : new Trait[][] {{Trait.DEPLOYED_LATER}, {}}) {
            FakeTool tool = new FakeTool(lms(traits));
            running.add(tool);
            JsonNode answer = FakeTool.json(tool.register(tool.lms.newRegistrationToken(), tool.registration()));

            assertThat(answer.path(FakeTool.CONFIGURATION).has("deployment_id")).isEqualTo(traits.length == 0);
        }
    }

    @Test
    void cutsCustomParametersAtAnEqualsSign() throws Exception {
        FakeTool tool = new FakeTool(lms(Trait.CUSTOM_CUT_AT_EQUALS));
        running.add(tool);
        ObjectNode document = tool.registration();
        document.withObject("/" + FakeTool.CONFIGURATION.replace("/", "~1") + "/custom_parameters")
                .put("eq", "a=b");
        tool.register(tool.lms.newRegistrationToken(), document);

        assertThat(tool.lms.school().tools().get(0).customParameters()).containsEntry("eq", "a");
    }

    @Test
    void opensTheRegistrationPageInAFrameOrAWindow() throws Exception {
        for (Trait[] traits : new Trait[][] {{Trait.REGISTRATION_IN_A_WINDOW}, {}}) {
            SampleLms lms = lms(traits);
            Visitor administrator = Visitor.signedIn(lms, lms.people().administrator());
            String page = administrator.get(lms.baseUrl() + "/tools").body();
            String formToken = page.replaceFirst("(?s).*name=\"formToken\" value=\"([^\"]+)\".*", "$1");
            String connect = administrator
                    .post(
                            lms.baseUrl() + "/tools/connect",
                            Map.of("formToken", formToken, "address", "http://tool.example/register"))
                    .body();
            assertThat(connect.contains("rel=\"opener\"")).isEqualTo(traits.length == 1);
            assertThat(connect.contains("<iframe")).isEqualTo(traits.length == 0);
        }
    }
}
