/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.uploads;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import khue.tools.settings.Settings;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Messages;

/**
 * The tus protocol, version 1.0.0 (https://tus.io/protocols/resumable-upload): its core and the extensions creation, expiration, checksum
 * and termination. A tool that takes files has a resource of its own that says who may send, and for what, and hands each request on.
 */
@ApplicationScoped
public class Tus {

    /** The media type of a piece. */
    static final String PIECE = "application/offset+octet-stream";

    private static final String VERSION = "1.0.0";
    private static final String EXTENSIONS = "creation,expiration,checksum,termination";

    private static final String RESUMABLE = "Tus-Resumable";
    private static final String OFFSET = "Upload-Offset";
    private static final String LENGTH = "Upload-Length";
    private static final String METADATA = "Upload-Metadata";
    private static final String CHECKSUM = "Upload-Checksum";
    private static final String EXPIRES = "Upload-Expires";
    private static final String METHOD = "X-HTTP-Method-Override";

    @Inject
    private Uploads uploads;

    @Inject
    private Reception reception;

    @Inject
    private Settings settings;

    @Inject
    private CurrentVisit current;

    @Inject
    private Messages messages;

    /** What a server that knows the visitor's request answers, or why not. */
    private interface Request {
        Response.ResponseBuilder answer() throws IOException, UploadRefused;
    }

    /** OPTIONS: what this server can do. */
    public Response options() {
        return Response.noContent()
                .header(RESUMABLE, VERSION)
                .header("Tus-Version", VERSION)
                .header("Tus-Extension", EXTENSIONS)
                .header("Tus-Max-Size", settings.largestFile())
                .header("Tus-Checksum-Algorithm", Checksum.algorithms())
                .build();
    }

    /**
     * POST (Creation): a file announces itself.
     *
     * @param place the address below which the upload gets its own
     */
    public Response create(HttpServletRequest request, UUID owner, UUID purpose, URI place) throws IOException {
        return answer(request, () -> {
            Upload upload =
                    uploads.begin(owner, purpose, Metadata.name(request.getHeader(METADATA)), number(request, LENGTH));
            return Response.created(URI.create(place + "/" + upload.id())).header(EXPIRES, expiry(upload));
        });
    }

    /** HEAD: how far an upload is. */
    public Response head(HttpServletRequest request, UUID id, UUID owner, UUID purpose) throws IOException {
        return answer(request, () -> {
            Upload upload = uploads.find(id, owner, purpose);
            return Response.ok()
                    .header(OFFSET, upload.received())
                    .header(LENGTH, upload.length())
                    .header(METADATA, Metadata.of(upload.name()))
                    .header(EXPIRES, expiry(upload));
        });
    }

    /** PATCH: the next piece. */
    public Response patch(HttpServletRequest request, UUID id, UUID owner, UUID purpose) throws IOException {
        return answer(request, () -> {
            if (!isPiece(request.getContentType())) {
                throw new UploadRefused(UploadRefused.Reason.MEDIA_TYPE);
            }
            var checksum = Checksum.parse(request.getHeader(CHECKSUM));
            UUID writer = UUID.randomUUID();
            Upload upload = uploads.goOn(id, owner, purpose, number(request, OFFSET), writer);
            if (request.getContentLengthLong() > upload.length() - upload.received()) {
                throw new UploadRefused(UploadRefused.Reason.TOO_LARGE);
            }
            long received = reception.receive(upload, writer, request.getInputStream(), checksum);
            return Response.noContent().header(OFFSET, received).header(EXPIRES, expiry(upload));
        });
    }

    /** DELETE (Termination): the sender gives it up. */
    public Response delete(HttpServletRequest request, UUID id, UUID owner, UUID purpose) throws IOException {
        return answer(request, () -> {
            uploads.drop(uploads.find(id, owner, purpose).id());
            return Response.noContent();
        });
    }

    /** POST to an upload's own address: a line that lets no PATCH through says the method in a header. */
    public Response override(HttpServletRequest request, UUID id, UUID owner, UUID purpose) throws IOException {
        return switch (String.valueOf(request.getHeader(METHOD))) {
            case "PATCH" -> patch(request, id, owner, purpose);
            case "DELETE" -> delete(request, id, owner, purpose);
            case "HEAD" -> head(request, id, owner, purpose);
            default -> refused(UploadRefused.Reason.MALFORMED).build();
        };
    }

    private Response answer(HttpServletRequest request, Request known) throws IOException {
        Response.ResponseBuilder answer;
        try {
            if (!VERSION.equals(request.getHeader(RESUMABLE))) {
                throw new UploadRefused(UploadRefused.Reason.VERSION);
            }
            answer = known.answer();
        } catch (UploadRefused refused) {
            answer = refused(refused.reason());
        }
        return answer.header(RESUMABLE, VERSION).build();
    }

    private Response.ResponseBuilder refused(UploadRefused.Reason reason) {
        Response.ResponseBuilder answer = Response.status(reason.status())
                .type(MediaType.TEXT_PLAIN_TYPE.withCharset("UTF-8"))
                .entity(messages.say(current.locale(), reason.sentence(), settings.largestFile() >> 20) + " ("
                        + reason.code() + ")");
        return reason == UploadRefused.Reason.VERSION ? answer.header("Tus-Version", VERSION) : answer;
    }

    /** Whatever stands behind it: the servlet container adds the character encoding that it takes everything to be in. */
    private static boolean isPiece(String contentType) {
        return contentType != null && contentType.split(";", 2)[0].strip().equalsIgnoreCase(PIECE);
    }

    private static long number(HttpServletRequest request, String header) throws UploadRefused {
        try {
            long number = Long.parseLong(String.valueOf(request.getHeader(header)));
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException missing) {
            // Refused below, like a number that is less than nothing.
        }
        throw new UploadRefused(UploadRefused.Reason.MALFORMED);
    }

    /** As RFC 9110, 5.6.7 writes a moment. */
    private static String expiry(Upload upload) {
        return DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                .format(upload.expiresAt().atOffset(ZoneOffset.UTC));
    }
}
