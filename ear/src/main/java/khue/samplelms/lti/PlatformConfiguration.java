/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import khue.samplelms.http.Refusal;
import khue.samplelms.http.Request;
import khue.samplelms.http.Response;
import khue.samplelms.temperament.Temperament;
import khue.samplelms.temperament.Trait;

/** The OpenID configuration that a tool reads when it registers (LTI Dynamic Registration 1.0 §3.2). */
public final class PlatformConfiguration {
    private final Addresses addresses;
    private final RegistrationTokens tokens;
    private final Temperament temperament;

    public PlatformConfiguration(Addresses addresses, RegistrationTokens tokens, Temperament temperament) {
        this.addresses = addresses;
        this.tokens = tokens;
        this.temperament = temperament;
    }

    public Response publish(Request request) {
        String token = request.query().get("registration_token");
        if (temperament.has(Trait.CONFIGURATION_BEHIND_TOKEN) && !tokens.isGood(token)) {
            throw new Refusal(
                    401, "invalid_token", "The configuration is shown with a good registration_token in its address.");
        }
        List<String> scopes = Offer.scopes(temperament);
        scopes.add("openid");
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("issuer", addresses.issuer());
        configuration.put("token_endpoint", addresses.token());
        authorizationServer().ifPresent(server -> configuration.put("authorization_server", server));
        configuration.put("token_endpoint_auth_methods_supported", List.of("private_key_jwt"));
        configuration.put("token_endpoint_auth_signing_alg_values_supported", List.of("RS256"));
        configuration.put("jwks_uri", addresses.jwks());
        configuration.put("authorization_endpoint", addresses.authorization());
        configuration.put("registration_endpoint", addresses.registrationWith(token));
        configuration.put("scopes_supported", scopes);
        configuration.put("response_types_supported", List.of("id_token"));
        configuration.put("response_modes_supported", List.of("form_post"));
        configuration.put("subject_types_supported", List.of("public", "pairwise"));
        configuration.put("id_token_signing_alg_values_supported", List.of("RS256"));
        configuration.put("claims_supported", List.of("sub", "iss", "name", "given_name", "family_name", "email"));
        configuration.put(
                Lti.PLATFORM_CONFIGURATION,
                Map.of(
                        "product_family_code",
                        temperament.productFamily(),
                        "version",
                        "1",
                        "messages_supported",
                        Offer.messages(temperament).stream()
                                .map(PlatformConfiguration::described)
                                .toList(),
                        "variables",
                        CustomParameters.variables(temperament)));
        return Response.json(200, configuration);
    }

    private static Map<String, Object> described(String message) {
        return message.equals(Lti.DEEP_LINKING_REQUEST)
                ? Map.of("type", message, "placements", List.of("ContentArea"))
                : Map.of("type", message);
    }

    private Optional<String> authorizationServer() {
        if (temperament.has(Trait.AUTHORIZATION_SERVER_IS_A_HOST)) {
            return Optional.of(URI.create(addresses.token()).getRawAuthority());
        }
        return temperament.has(Trait.TOKEN_AUDIENCE_APART) ? Optional.of(addresses.tokenAudience()) : Optional.empty();
    }
}
