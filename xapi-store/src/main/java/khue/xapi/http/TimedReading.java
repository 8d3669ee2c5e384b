/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/** Reads a body piece by piece until it is complete or its time is over; the server bounds the wait for each piece. */
record TimedReading(InputStream in, int seconds) {

    private static final int BUFFER = 16 * 1024;

    /** @throws LimitExceeded when it takes longer */
    byte[] readUpTo(int largest) {
        long start = System.nanoTime();
        ByteArrayOutputStream body = new ByteArrayOutputStream(BUFFER);
        byte[] buffer = new byte[BUFFER];
        for (int read = readSome(buffer); read >= 0; read = readSome(buffer)) {
            body.write(buffer, 0, read);
            if (body.size() >= largest) {
                break;
            }
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(seconds)) {
                throw tooSlow(seconds);
            }
        }
        return body.toByteArray();
    }

    /** A sender who sends nothing for long, and one who is gone: the server does not tell them apart. */
    private int readSome(byte[] buffer) {
        try {
            return in.read(buffer);
        } catch (IOException nothingCame) {
            throw tooSlow(seconds);
        }
    }

    static LimitExceeded tooSlow(int seconds) {
        return new LimitExceeded(
                408,
                "body-too-slow",
                seconds,
                new Message(
                        "Phần thân không đến đủ trong " + seconds + " giây; không có gì được ghi.",
                        "The body did not arrive within " + seconds + " seconds; nothing was stored."));
    }
}
