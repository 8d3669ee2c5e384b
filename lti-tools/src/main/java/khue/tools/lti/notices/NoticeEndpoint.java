/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.notices;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.platforms.Platforms;
import khue.tools.lti.protocol.LaunchReason;
import khue.tools.lti.protocol.LaunchRejected;
import khue.tools.lti.protocol.NoticeEnvelope;
import khue.tools.web.Audience;
import khue.tools.web.OpenTo;

/**
 * {@code POST /tools/lti/notices?registration=…}: notices of one LMS, which alone knows the address. An LMS need not send a notice again,
 * so what arrives is kept first, and looked into afterwards.
 */
@Path("lti/notices")
@RequestScoped
@OpenTo(Audience.ANYBODY)
public class NoticeEndpoint {

    @Inject
    private Platforms platforms;

    @Inject
    private NoticeInbox inbox;

    @Inject
    private Event<NoticeEnded> events;

    @POST
    public Response receive(@QueryParam("registration") String registration, byte[] body) {
        Optional<Platform> platform = id(registration).flatMap(platforms::find);
        if (platform.isEmpty()) {
            return answer(Response.Status.NOT_FOUND, LaunchReason.PLATFORM_UNKNOWN);
        }
        try {
            NoticeEnvelope envelope = NoticeEnvelope.of(body);
            if (!inbox.keep(platform.get(), envelope)) {
                return Response.status(Response.Status.SERVICE_UNAVAILABLE)
                        .header("Retry-After", NoticeInbox.RETRY.toSeconds())
                        .type(MediaType.TEXT_PLAIN_TYPE)
                        .entity("Too many notices wait to be looked into.")
                        .build();
            }
            return Response.accepted().build();
        } catch (LaunchRejected rejected) {
            events.fire(new NoticeEnded(
                    Optional.of(platform.get().id()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(rejected.reason()),
                    rejected.detail()));
            return answer(Response.Status.BAD_REQUEST, rejected.reason());
        }
    }

    private static Response answer(Response.Status status, LaunchReason reason) {
        return Response.status(status)
                .type(MediaType.TEXT_PLAIN_TYPE)
                .entity(reason.code())
                .build();
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.ofNullable(text).map(UUID::fromString);
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }
}
