/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import khue.tools.web.Audience;
import khue.tools.web.OpenTo;

/** The public halves of all keys that reports were ever signed with (RFC 7517), so that anybody can check a signature. */
@Path("reports/keys")
@RequestScoped
@OpenTo(Audience.ANYBODY)
public class ReportKeySet {

    @Inject
    private ReportKeys keys;

    @GET
    @Produces("application/jwk-set+json")
    public String keys() {
        return keys.published().toString(true);
    }
}
