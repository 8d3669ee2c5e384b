/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.school;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A tool that an administrator connected.
 *
 * @param deploymentId also the {@code type_id} in the addresses of its services, as in Moodle
 * @param domain host, and port where there is one
 * @param scopes the scopes granted, out of those the tool asked for
 * @param claims the claims the tool asked for: name and e-mail address are sent only when they are among them
 * @param accessToken allows the tool to read and update its registration
 */
public record RegisteredTool(
        String clientId,
        String deploymentId,
        String name,
        String domain,
        String initiateLoginUri,
        List<String> redirectUris,
        String jwksUri,
        String targetLinkUri,
        Set<String> scopes,
        Set<String> claims,
        List<Message> messages,
        Map<String, String> customParameters,
        String logoUri,
        String accessToken) {

    /** A kind of LTI message that the tool accepts; empty text where the tool does not say. */
    public record Message(String type, String targetLinkUri, String label) {}

    public Optional<Message> message(String type) {
        return messages.stream().filter(message -> message.type().equals(type)).findFirst();
    }

    public boolean acceptsDeepLinking() {
        return message("LtiDeepLinkingRequest").isPresent();
    }

    /** The origin that the tool's pages come from, for the permissions of its frame and for checking its messages. */
    public String origin() {
        return originOf(targetLinkUri);
    }

    /** Scheme, host and port of an address. */
    public static String originOf(String address) {
        URI uri = URI.create(address);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
