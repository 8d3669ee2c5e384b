/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.platforms;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import khue.tools.settings.Settings;

/** Our addresses, as an LMS's administrator enters them. */
@ApplicationScoped
public class ToolUrls {

    @Inject
    private Settings settings;

    /** For dynamic registration: one address to paste, and nothing else to type. */
    public URI registration() {
        return below("/lti/register");
    }

    public URI login() {
        return below("/lti/login");
    }

    /** The redirect URI and every link's target: what a link opens travels in its custom parameters, never in its address. */
    public URI launch() {
        return below("/lti/launch");
    }

    public URI jwks() {
        return below("/lti/jwks");
    }

    /** Where LMSes send notices. */
    public URI notices() {
        return below("/lti/notices");
    }

    public URI logo() {
        return below("/assets/khue-logo.svg");
    }

    /** Host and, unless it is the scheme's own, port: Moodle compares it with the port of a link's address. */
    public String domain() {
        URI base = settings.baseUrl();
        return base.getPort() == -1 ? base.getHost() : base.getHost() + ":" + base.getPort();
    }

    private URI below(String path) {
        return URI.create(settings.toolsUrl() + path);
    }
}
