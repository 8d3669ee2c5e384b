/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import khue.samplelms.http.Refusal;
import khue.samplelms.http.Request;
import khue.samplelms.http.Response;
import khue.samplelms.http.WebServer;

/** The style sheet, the script and the icon. */
public final class Assets {
    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "lms.css", "text/css; charset=utf-8",
            "lms.js", "text/javascript; charset=utf-8",
            "storage.js", "text/javascript; charset=utf-8",
            "lms.svg", "image/svg+xml");

    private Assets() {}

    public static void route(WebServer server) {
        server.on("GET", "/assets/{name}", Assets::asset);
    }

    private static Response asset(Request request) {
        String name = request.pathVariable("name");
        String mediaType = MEDIA_TYPES.get(name);
        if (mediaType == null) {
            throw Refusal.notFound("There is no " + name + ".");
        }
        try (InputStream in = Assets.class.getResourceAsStream("/khue/samplelms/" + name)) {
            return Response.of(200, mediaType, new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .with("Cache-Control", "max-age=300");
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
