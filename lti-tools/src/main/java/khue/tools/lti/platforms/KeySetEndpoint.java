/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.platforms;

import com.nimbusds.jose.jwk.JWKSet;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import khue.tools.web.Audience;
import khue.tools.web.OpenTo;

/** {@code GET /tools/lti/jwks}: our public keys, for platforms to check what we sign. RFC 7517, §5. */
@Path("lti/jwks")
@OpenTo(Audience.ANYBODY)
public class KeySetEndpoint {

    @Inject
    private SigningKeys keys;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response keys() {
        JWKSet published = keys.published();
        return Response.ok(published.toString())
                .header("Cache-Control", "public, max-age=" + SigningKeys.CACHED.toSeconds())
                .build();
    }
}
