/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

/**
 * How much the store takes and gives at once. Each number is a setting {@code khue.xapi.max.…}; whatever goes beyond is
 * refused with {@link LimitExceeded}.
 *
 * @param body bytes of JSON in one request, after decompression and without attachments
 * @param batch statements in one request
 * @param attachment bytes of one attachment
 * @param request bytes of a whole multipart request, statements and attachments together
 * @param document bytes of one document (state, activity profile, agent profile)
 * @param depth levels of nesting of JSON
 * @param string characters of one JSON string
 * @param page statements on one page of an answer
 * @param seconds until a body without attachments has arrived
 * @param transfer seconds that the client of a body with attachments, or of an answer, may keep a thread waiting
 */
public record Limits(
        int body,
        int batch,
        long attachment,
        long request,
        int document,
        int depth,
        int string,
        int page,
        int seconds,
        int transfer) {

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final long GIB = 1024L * MIB;

    static final int DEEPEST = 256;
    static final int LONGEST_STRING = 16 * MIB;

    /** What holds when nothing is set. */
    public static final Limits USUAL =
            new Limits(16 * MIB, 10_000, 100 * MIB, 256 * MIB, 8 * MIB, 64, MIB, 500, 60, 600);

    public Limits {
        check("body", body, KIB, 256 * MIB);
        check("batch", batch, 1, 100_000);
        check("attachment", attachment, KIB, 16 * GIB);
        check("request", request, KIB, 64 * GIB);
        check("document", document, KIB, 256 * MIB);
        check("depth", depth, 16, DEEPEST);
        check("string", string, KIB, LONGEST_STRING);
        check("page", page, 1, 100_000);
        check("seconds", seconds, 1, 3600);
        check("transfer", transfer, 1, 86_400);
    }

    private static void check(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "khue.xapi.max." + name + " is " + value + "; it has to lie between " + least + " and " + most);
        }
    }
}
