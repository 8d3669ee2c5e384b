/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import khue.run.Credentials;

/**
 * A store and how it is spoken to.
 *
 * @param endpoint without a slash at its end; plain http
 * @param version the value of X-Experience-API-Version
 */
public record Target(URI endpoint, Credentials key, String version) {

    public Target {
        if (!"http".equals(endpoint.getScheme()) || endpoint.getHost() == null) {
            throw new IllegalArgumentException("an address like http://127.0.0.1:8080/xapi is needed, not " + endpoint);
        }
    }

    public int port() {
        return endpoint.getPort() < 0 ? 80 : endpoint.getPort();
    }

    public String authorization() {
        byte[] pair = (key.name() + ":" + key.secret()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
}
