/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Our answer to a login initiation: the browser is sent to the platform's authorization endpoint with exactly these parameters. Newer
 * Moodle refuses a request with any other.
 *
 * @param redirectUri where the platform is to post the token: one of those registered, letter by letter
 * @param state comes back beside the token; ties the answer to this browser
 * @param nonce comes back inside the token; ties the token to this request
 * @see <a href="https://www.imsglobal.org/spec/security/v1p0/#step-2-authentication-request">Security Framework 1.0, §5.1.1.2</a>
 */
public record AuthenticationRequest(
        PlatformRegistration platform, LoginInitiation initiation, URI redirectUri, String state, String nonce) {

    public URI toUri() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("scope", "openid");
        parameters.put("response_type", "id_token");
        parameters.put("response_mode", "form_post");
        parameters.put("prompt", "none");
        parameters.put("client_id", platform.clientId());
        parameters.put("redirect_uri", redirectUri.toString());
        parameters.put("state", state);
        parameters.put("nonce", nonce);
        parameters.put("login_hint", initiation.loginHint());
        initiation.messageHint().ifPresent(hint -> parameters.put("lti_message_hint", hint));
        String query = parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        URI endpoint = platform.authorizationEndpoint();
        return URI.create(endpoint + (endpoint.getRawQuery() == null ? "?" : "&") + query);
    }
}
