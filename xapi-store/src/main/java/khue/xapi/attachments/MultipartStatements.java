/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.attachments;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import khue.xapi.http.LimitExceeded;
import khue.xapi.http.Limits;
import khue.xapi.http.Message;
import khue.xapi.http.RequestBody;

/**
 * The body of a request with attachments: statements in the first part, the data of attachments in the others.
 *
 * @see <a
 *     href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#152-multipartmixed">Communication
 *     1.5.2</a>
 */
public final class MultipartStatements implements Closeable {

    private final MultipartReader reader;
    private final Limits limits;
    private final Spool spool;

    /** @param contentType the header of the request */
    public MultipartStatements(InputStream body, String contentType, Limits limits) {
        this(body, contentType, limits, new Spool());
    }

    MultipartStatements(InputStream body, String contentType, Limits limits, Spool spool) {
        this.reader = new MultipartReader(new Bounded(body, limits.request()), contentType);
        this.limits = limits;
        this.spool = spool;
    }

    /** The JSON text of the first part; to be called once, and first. */
    public String statements() throws IOException {
        MultipartReader.Part part =
                reader.next().orElseThrow(() -> MalformedMultipart.because("it has no part that holds statements"));
        if (!part.header("Content-Type")
                .map(MultipartStatements::essence)
                .orElse("")
                .equals("application/json")) {
            throw new MalformedMultipart(
                    "multipart-statements-not-json",
                    "the first part needs the header Content-Type with the value application/json");
        }
        byte[] json = part.body().readNBytes(limits.body() + 1);
        if (json.length > limits.body()) {
            throw RequestBody.tooLarge(limits.body());
        }
        return RequestBody.decodeUtf8(json);
    }

    /**
     * The data of all the parts that follow, by their sums; readable until this is closed. A part that repeats another
     * one changes nothing.
     *
     * @throws MalformedMultipart when a part belongs to no attachment object, or does not agree with it
     * @throws LimitExceeded when an attachment, or all together, are larger than this store takes
     */
    public Map<Sha2, SpooledContent> attachments(List<DeclaredAttachment> declared) throws IOException {
        Map<Sha2, List<DeclaredAttachment>> bySum =
                declared.stream().collect(Collectors.groupingBy(DeclaredAttachment::sum));
        Map<Sha2, SpooledContent> received = new HashMap<>();
        for (Optional<MultipartReader.Part> part = reader.next(); part.isPresent(); part = reader.next()) {
            Sha2 sum = sumOf(part.get());
            if (!bySum.containsKey(sum)) {
                throw new MalformedMultipart(
                        "attachment-not-declared", "no statement has an attachment with the sum " + sum.hex());
            }
            encodingIsBinary(part.get());
            contentTypeIsThatOfTheStatement(part.get(), bySum.get(sum));
            if (!received.containsKey(sum)) {
                received.put(sum, receive(part.get(), sum, bySum.get(sum).get(0).pointer()));
            }
        }
        return received;
    }

    private SpooledContent receive(MultipartReader.Part part, Sha2 sum, String pointer) throws IOException {
        SpooledContent content = spool.add(part.body(), sum, limits.attachment());
        if (content.size() > limits.attachment()) {
            throw new LimitExceeded(
                    413,
                    "attachment-too-large",
                    limits.attachment(),
                    pointer,
                    new Message(
                            "Tệp đính kèm lớn hơn " + limits.attachment() + " byte.",
                            "An attachment is larger than " + limits.attachment() + " bytes."));
        }
        if (!content.isAsDeclared()) {
            throw new MalformedMultipart(
                    "attachment-hash-mismatch",
                    "the data of a part does not have the " + sum.algorithm() + " sum " + sum.hex()
                            + " of its header X-Experience-API-Hash",
                    pointer);
        }
        lengthIsThatOfTheData(part, content, pointer);
        return content;
    }

    private static Sha2 sumOf(MultipartReader.Part part) {
        return part.header("X-Experience-API-Hash")
                .flatMap(Sha2::of)
                .orElseThrow(
                        () -> new MalformedMultipart(
                                "attachment-hash-missing",
                                "each part after the first needs the header X-Experience-API-Hash with a SHA-2 sum in hex digits"));
    }

    private static void encodingIsBinary(MultipartReader.Part part) {
        if (!part.header("Content-Transfer-Encoding").orElse("").equalsIgnoreCase("binary")) {
            throw new MalformedMultipart(
                    "attachment-not-binary",
                    "each part after the first needs the header Content-Transfer-Encoding with the value binary");
        }
    }

    /** Parameters such as charset may differ: the same data can be named more or less exactly. */
    private static void contentTypeIsThatOfTheStatement(MultipartReader.Part part, List<DeclaredAttachment> declared) {
        Optional<String> type = part.header("Content-Type").map(MultipartStatements::essence);
        if (type.isPresent()
                && declared.stream()
                        .noneMatch(
                                attachment -> essence(attachment.contentType()).equals(type.get()))) {
            throw new MalformedMultipart(
                    "attachment-content-type-differs",
                    "the Content-Type of a part is not the contentType of its attachment",
                    declared.get(0).pointer());
        }
    }

    private static void lengthIsThatOfTheData(MultipartReader.Part part, SpooledContent content, String pointer) {
        Optional<String> length = part.header("Content-Length");
        if (length.isPresent() && !length.get().equals(Long.toString(content.size()))) {
            throw new MalformedMultipart(
                    "attachment-length-differs",
                    "the Content-Length of a part is " + length.get() + ", but its data has " + content.size()
                            + " bytes",
                    pointer);
        }
    }

    private static String essence(String mediaType) {
        return mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }

    /** Ends a request that is larger than the store takes, however it is divided into parts. */
    private static final class Bounded extends FilterInputStream {

        private final long most;
        private long left;

        Bounded(InputStream in, long most) {
            super(in);
            this.most = most;
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            left -= Math.max(read, 0);
            if (left < 0) {
                throw new LimitExceeded(
                        413,
                        "request-too-large",
                        most,
                        new Message(
                                "Yêu cầu lớn hơn " + most + " byte. Hãy chia thành nhiều lần gửi.",
                                "The request is larger than " + most + " bytes. Send it in several requests."));
            }
            return read;
        }
    }
}
