/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.records;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import khue.tools.settings.Settings;
import khue.tools.web.Audience;
import khue.tools.web.OpenTo;

/** The xAPI Profile that our statements follow, for whoever reads or adopts them. It names nobody: anybody may have and keep it. */
@Path("profile")
@RequestScoped
@OpenTo(Audience.ANYBODY)
public class ProfileController {

    @Inject
    private Settings settings;

    @GET
    public Response profile(@Context Request request) {
        byte[] document = Profile.document(settings.iriBase()).toString().getBytes(StandardCharsets.UTF_8);
        EntityTag tag = new EntityTag(UUID.nameUUIDFromBytes(document).toString());
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return (unchanged == null ? Response.ok(document).type(Profile.MEDIA_TYPE) : unchanged)
                .tag(tag)
                .header("Cache-Control", "public, max-age=3600")
                // A profile server or an editor in somebody's browser reads it, too.
                .header("Access-Control-Allow-Origin", "*")
                .build();
    }
}
