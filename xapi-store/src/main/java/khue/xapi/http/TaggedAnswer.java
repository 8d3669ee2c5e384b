/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * An answer to GET with an entity tag; who has the same content already is told so, and sent nothing.
 *
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#31-concurrency">Communication 3.1
 *     (Documents, Agents, Activities)</a>
 */
public final class TaggedAnswer {

    /** Below this, there is room for as many answers as there are threads. */
    private static final int LARGE = 64 * 1024;

    /**
     * A content is in memory as a whole until its reader has taken it, and readers may be slow. A quarter of the heap is
     * as much as those hold whom {@link TransferWatch} puts up with, if all of them read the largest documents.
     */
    private static final Memory FOR_LARGE_ONES = Memory.ofTheHeap(4);

    private final String contentType;
    private final byte[] content;
    private Instant lastModified;

    private TaggedAnswer(String contentType, byte[] content) {
        this.contentType = contentType;
        this.content = content;
    }

    public static TaggedAnswer of(String contentType, byte[] content) {
        return new TaggedAnswer(contentType, content);
    }

    public static TaggedAnswer ofJson(JsonNode json) {
        return new TaggedAnswer("application/json", json.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The entity tag of a content, in its quotes. Version 1.0.3 asks for the SHA-1; 2.0 takes any tag.
     *
     * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#lrs-requirements-3">
     *     Communication 3.1, LRS requirements</a>
     */
    public static String etag(byte[] content) {
        try {
            return '"'
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-1").digest(content))
                    + '"';
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-1", impossible);
        }
    }

    public TaggedAnswer lastModified(Instant instant) {
        this.lastModified = instant;
        return this;
    }

    /** @throws Failure when too many large contents are on their way */
    public void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        send(request, response, FOR_LARGE_ONES);
    }

    void send(HttpServletRequest request, HttpServletResponse response, Memory forLargeOnes) throws IOException {
        if (content.length <= LARGE) {
            write(request, response);
            return;
        }
        if (!forLargeOnes.take(content.length)) {
            throw tooManyAtOnce();
        }
        try {
            write(request, response);
        } finally {
            forLargeOnes.giveBack(content.length);
        }
    }

    private void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String etag = etag(content);
        response.setHeader("ETag", etag);
        if (lastModified != null) {
            response.setDateHeader("Last-Modified", lastModified.toEpochMilli());
        }
        if (Preconditions.of(request).isKnownToReader(etag)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(contentType);
        response.setContentLength(content.length);
        response.getOutputStream().write(content);
    }

    private static Failure tooManyAtOnce() {
        return new Failure(
                503,
                "too-many-documents",
                new Message(
                        "Quá nhiều tài liệu lớn đang được gửi đi cùng lúc. Hãy hỏi lại sau ít giây.",
                        "Too many large documents are on their way at once. Ask again in some seconds."));
    }
}
