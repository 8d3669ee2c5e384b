/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a platform says about itself to a tool that wants to register.
 *
 * @param registrationEndpoint where to register
 * @param scopes those that may be asked for; empty when the platform does not say
 * @param messages the message types that it sends; empty when it does not say
 * @param productFamily such as {@code moodle}
 * @see <a href="https://www.imsglobal.org/spec/lti-dr/v1p0#platform-configuration">Dynamic Registration 1.0, §2.1</a>
 */
public record PlatformConfiguration(
        String issuer,
        URI authorizationEndpoint,
        URI tokenEndpoint,
        Optional<String> tokenAudience,
        URI jwksUri,
        URI registrationEndpoint,
        Set<String> scopes,
        Set<String> messages,
        Optional<String> productFamily) {

    private static final String LTI = "https://purl.imsglobal.org/spec/lti-platform-configuration";

    /**
     * @param source where the document was read
     * @throws RegistrationRejected when it is no configuration, or one of somebody else
     */
    public static PlatformConfiguration of(byte[] document, URI source) {
        Claims claims = Json.object(document)
                .map(Claims::new)
                .orElseThrow(() -> unusable("the document is not one JSON object without a member twice"));
        Claims lti = claims.object(LTI);
        PlatformConfiguration configuration = new PlatformConfiguration(
                claims.text("issuer").orElseThrow(() -> unusable("issuer is missing")),
                endpoint(claims, "authorization_endpoint"),
                endpoint(claims, "token_endpoint"),
                tokenAudience(claims),
                endpoint(claims, "jwks_uri"),
                endpoint(claims, "registration_endpoint"),
                new HashSet<>(claims.texts("scopes_supported")),
                messageTypes(lti),
                lti.text("product_family_code"));
        configuration.issuerIsOnTheHostOf(source);
        return configuration;
    }

    /**
     * Dynamic Registration 1.0, §2.1: the {@code aud} of a client assertion, if it is not the token endpoint. Canvas names a mere host there,
     * and refuses it as an audience.
     */
    private static Optional<String> tokenAudience(Claims claims) {
        return claims.text("authorization_server")
                .filter(server -> WebOrigin.parse(server).isPresent());
    }

    private static Set<String> messageTypes(Claims lti) {
        Set<String> types = new HashSet<>();
        lti.objects("messages_supported")
                .forEach(message -> message.text("type").ifPresent(types::add));
        return types;
    }

    /**
     * Dynamic Registration 1.0, §3.5: who names an issuer must be at home there. What the issuer then says about itself may be elsewhere: with
     * a hosted platform, a school registers tools at its own address.
     */
    private void issuerIsOnTheHostOf(URI source) {
        boolean same = WebOrigin.parse(issuer)
                .filter(url -> url.getHost().equalsIgnoreCase(source.getHost()))
                .isPresent();
        if (!same) {
            throw new RegistrationRejected(
                    RegistrationReason.ISSUER_FOREIGN,
                    "expected an issuer on " + source.getHost() + ", came " + issuer);
        }
    }

    private static URI endpoint(Claims claims, String name) {
        return claims.text(name)
                .flatMap(WebOrigin::parse)
                .orElseThrow(() -> unusable(name + " is missing or not an http(s) URL"));
    }

    private static RegistrationRejected unusable(String detail) {
        return new RegistrationRejected(RegistrationReason.CONFIGURATION_UNUSABLE, detail);
    }

    /**
     * The registration that the platform's answer completes.
     *
     * @param answer the body of the platform's answer
     * @throws RegistrationRejected when it does not say a client id
     */
    public Registered completedBy(byte[] answer) {
        ObjectNode document = Json.object(answer).orElseThrow(() -> unusable("the answer is not one JSON object"));
        Claims claims = new Claims(document);
        try {
            return new Registered(
                    new PlatformRegistration(
                            issuer,
                            claims.identifier("client_id", 255)
                                    .orElseThrow(() -> unusable("the answer has no usable client_id")),
                            authorizationEndpoint,
                            tokenEndpoint,
                            tokenAudience,
                            jwksUri,
                            Set.of(WebOrigin.of(registrationEndpoint))),
                    claims.text("registration_client_uri").flatMap(WebOrigin::parse),
                    claims.object(ToolConfiguration.CLAIM).identifier("deployment_id", 255));
        } catch (IllegalArgumentException broken) {
            throw unusable(broken.getMessage());
        }
    }

    /**
     * @param clientUri where the platform keeps our registration, if it said so
     * @param deploymentId where our tools were added at once, if the platform did that
     */
    public record Registered(
            PlatformRegistration registration, Optional<URI> clientUri, Optional<String> deploymentId) {}

    /** The endpoints that people or we are going to be sent to. */
    public List<URI> endpoints() {
        return List.of(authorizationEndpoint, tokenEndpoint, jwksUri, registrationEndpoint);
    }
}
