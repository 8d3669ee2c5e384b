/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.exports;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import khue.xapi.http.Failure;
import khue.xapi.http.Message;
import khue.xapi.statements.StatementQuery;
import khue.xapi.statements.StatementStore;

/** Writes files of statements while they are read, a few at once. */
@ApplicationScoped
public class StatementFiles {

    /** Files that are written at once by this server: each takes some tens of megabytes, two threads and up to two processors. */
    static final int MOST_AT_ONCE = 4;

    /** Every statement, character by character. */
    public static final Shown AS_KEPT = Optional::of;

    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final StatementStore store;
    private final ThreadFactory threads;

    @Resource
    private ManagedThreadFactory ofTheServer;

    /** For the container's proxy. */
    protected StatementFiles() {
        this(null, null);
    }

    @Inject
    public StatementFiles(StatementStore store) {
        this.store = store;
        this.threads = work -> ofTheServer.newThread(work);
    }

    /** Without a container. */
    StatementFiles(StatementStore store, ThreadFactory threads) {
        this.store = store;
        this.threads = threads;
    }

    /** What of a statement gets into the file; nothing where the whole statement is left out. */
    @FunctionalInterface
    public interface Shown {
        Optional<byte[]> of(byte[] json) throws IOException;
    }

    /** @param query whose limit and order do not matter: a file has all of them, oldest first */
    public Asked asked(FileFormat format, StatementQuery query) {
        Instant through = store.consistentThrough().minus(1, ChronoUnit.MICROS);
        return new Asked(
                format,
                query,
                query.until().filter(until -> until.isBefore(through)).orElse(through));
    }

    /**
     * What is asked for.
     *
     * @param through up to when the file is complete
     */
    public record Asked(FileFormat format, StatementQuery query, Instant through) {

        public void writeHead(HttpServletResponse response) {
            response.setContentType(format.mediaType());
            response.setHeader("X-Experience-API-Consistent-Through", through.toString());
            String day = through.toString().substring(0, "yyyy-mm-dd".length());
            response.setHeader(
                    "Content-Disposition", "attachment; filename=\"statements-" + day + "." + format.word() + "\"");
        }
    }

    /** The answer, head and body. */
    public void write(Asked asked, Shown shown, HttpServletResponse response) throws IOException {
        asked.writeHead(response);
        if (!places.tryAcquire()) {
            throw tooMany();
        }
        try {
            write(asked, shown, asked.format().open(response.getOutputStream()));
        } finally {
            places.release();
        }
    }

    private <R> void write(Asked asked, Shown shown, StatementFile<R> file) throws IOException {
        new ReadAhead(threads)
                .run(
                        sink -> store.scan(asked.query(), asked.through(), sink),
                        (stored, json) -> {
                            Optional<byte[]> told = shown.of(json);
                            return told.isPresent() ? Optional.of(file.row(stored, told.get())) : Optional.empty();
                        },
                        file::write);
        file.end();
    }

    private static Failure tooMany() {
        return new Failure(
                503,
                "too-many-exports",
                new Message(
                        "Máy chủ đang xuất " + MOST_AT_ONCE + " tệp cùng lúc. Hãy thử lại khi một tệp đã xong.",
                        "This server is writing " + MOST_AT_ONCE + " files at once. Try again when one is done."));
    }
}
