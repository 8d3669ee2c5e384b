/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.uploads;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import khue.tools.settings.Settings;

/** A client of the tus protocol, and the browser beside it: each call is a request of one pupil. */
final class TusClient {

    private final Settings settings = bean(Settings.class);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    String begin(Pupil pupil, long length, String name) throws Exception {
        HttpResponse<String> answer = announce(pupil, length, name);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        String place = answer.headers().firstValue("Location").orElseThrow();
        return place.substring(place.lastIndexOf("/portfolio"));
    }

    HttpResponse<String> announce(Pupil pupil, long length, String name) throws Exception {
        return send(request(pupil, "")
                .header("Upload-Length", Long.toString(length))
                .header("Upload-Metadata", "filename " + base64(name) + ",filetype " + base64("text/plain") + ",alone")
                .POST(BodyPublishers.noBody()));
    }

    HttpResponse<String> patch(Pupil pupil, String upload, long offset, byte[] bytes) throws Exception {
        return send(piece(pupil, upload, offset, bytes));
    }

    HttpRequest.Builder piece(Pupil pupil, String upload, long offset, byte[] bytes) {
        return request(pupil, upload)
                .header("Content-Type", Tus.PIECE)
                .header("Upload-Offset", Long.toString(offset))
                .method("PATCH", BodyPublishers.ofByteArray(bytes));
    }

    HttpResponse<String> head(Pupil pupil, String upload) throws Exception {
        return send(request(pupil, upload).method("HEAD", BodyPublishers.noBody()));
    }

    long offset(Pupil pupil, String upload) throws Exception {
        HttpResponse<String> answer = head(pupil, upload);
        assertThat(answer.statusCode()).isEqualTo(200);
        return Long.parseLong(answer.headers().firstValue("Upload-Offset").orElseThrow());
    }

    /** As a client does it: asks how far it came and goes on there, until it is whole. */
    void finish(Pupil pupil, String upload, byte[] content) throws Exception {
        for (int attempt = 0; attempt < 20; attempt++) {
            int from = (int) offset(pupil, upload);
            if (from == content.length) {
                return;
            }
            patch(pupil, upload, from, Arrays.copyOfRange(content, from, content.length));
        }
        throw new AssertionError("does not come to its end");
    }

    /** Announces the rest, sends so many bytes of it and is gone. */
    void breakOff(Pupil pupil, String upload, long from, byte[] content, int bytes) throws IOException {
        try (Socket line = new Socket(base().getHost(), base().getPort())) {
            line.getOutputStream().write(head(pupil, upload, from, content.length - from));
            line.getOutputStream().write(content, (int) from, bytes);
            line.getOutputStream().flush();
        }
    }

    byte[] head(Pupil pupil, String upload, long from, long length) {
        return String.join(
                        "\r\n",
                        "PATCH " + base().getPath() + upload + " HTTP/1.1",
                        "Host: " + base().getAuthority(),
                        "Origin: " + origin(),
                        "Cookie: " + pupil.cookie(),
                        "X-CSRF-Token: " + pupil.token(),
                        "Tus-Resumable: 1.0.0",
                        "Upload-Offset: " + from,
                        "Content-Type: " + Tus.PIECE,
                        "Content-Length: " + length,
                        "Connection: close",
                        "",
                        "")
                .getBytes(StandardCharsets.US_ASCII);
    }

    List<Integer> statuses(Pupil pupil, String upload) throws Exception {
        return List.of(
                head(pupil, upload).statusCode(),
                patch(pupil, upload, 0, new byte[1]).statusCode(),
                send(request(pupil, upload).DELETE()).statusCode());
    }

    static Pupil without(Pupil pupil, String cookie) {
        return new Pupil(pupil.person(), pupil.course(), pupil.project(), pupil.work(), cookie, pupil.token());
    }

    /** By the form of the pupil's page; answers the page that is shown then. */
    HttpResponse<String> add(Pupil pupil, String upload) throws Exception {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        String version = Long.toString(number("SELECT version FROM work WHERE id = ?", pupil.work()));
        String[][] fields = {
            {"_csrf", pupil.token()},
            {"do", "add"},
            {"version", version},
            {"attempt", "1"},
            {"reflection", ""},
            {"upload", id(upload).toString()}
        };
        for (String[] field : fields) {
            form.writeBytes(
                    ("--x\r\nContent-Disposition: form-data; name=\"" + field[0] + "\"\r\n\r\n" + field[1] + "\r\n")
                            .getBytes(StandardCharsets.UTF_8));
        }
        form.writeBytes("--x--\r\n".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = send(browser(pupil, pupil.page())
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofByteArray(form.toByteArray())));
        return answer.statusCode() == 303 ? send(browser(pupil, pupil.page()).GET()) : answer;
    }

    HttpRequest.Builder request(Pupil pupil, String upload) {
        return browser(pupil, upload.isEmpty() ? pupil.uploads() : upload).header("Tus-Resumable", "1.0.0");
    }

    HttpRequest.Builder browser(Pupil pupil, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base() + path))
                .header("Origin", origin())
                .header("X-CSRF-Token", pupil.token());
        return pupil.cookie().isEmpty() ? request : request.header("Cookie", pupil.cookie());
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    URI base() {
        return settings.toolsUrl();
    }

    String origin() {
        return settings.baseUrl().toString();
    }

    Path part(String upload) {
        return settings.dataDirectory().resolve("files/parts/" + upload.substring(upload.lastIndexOf('/') + 1));
    }

    static UUID id(String upload) {
        return UUID.fromString(upload.substring(upload.lastIndexOf('/') + 1));
    }

    /** Text, so that it is a kind of file that is taken. */
    static byte[] content(int length) {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) ('a' + (i * 31 + i / 977) % 26);
        }
        return content;
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
