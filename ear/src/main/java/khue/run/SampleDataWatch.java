/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Tells how far the sample data is, which the store puts in while people use it already. */
final class SampleDataWatch implements AutoCloseable {

    private static final int SECONDS_BETWEEN_LOOKS = 5;

    private final Database database;
    private final Progress progress;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "khue-sample-data");
        thread.setDaemon(true);
        return thread;
    });

    private SampleDataWatch(Database database, Progress progress) {
        this.database = database;
        this.progress = progress;
    }

    static SampleDataWatch over(Database database, Progress progress) {
        SampleDataWatch watch = new SampleDataWatch(database, progress);
        watch.timer.schedule(() -> watch.look(false), 0, TimeUnit.SECONDS);
        return watch;
    }

    /** @param told whether somebody was told before that it comes, and waits for the end of it */
    private void look(boolean told) {
        try {
            Optional<String> said = database.sampleData();
            String[] words = said.orElse("").split(" ");
            if (words[0].equals("filling")) {
                progress.say("Dữ liệu mẫu đang được đưa vào / sample data is being put in: %s / %s"
                        .formatted(words[1], words[2]));
                timer.schedule(() -> look(true), SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
            } else if (told && words[0].equals("there")) {
                progress.say("Dữ liệu mẫu đã có / sample data is there: %s".formatted(words[1]));
            }
        } catch (SQLException | RuntimeException failed) {
            // It is only news; PostgresWatch tells when the database is gone.
            timer.shutdown();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
