/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.uploads;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.number;
import static khue.tools.uploads.TusClient.content;
import static khue.tools.uploads.TusClient.id;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.naming.InitialContext;
import khue.tools.settings.Settings;
import khue.tools.testing.InServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** An upload goes on where its line broke, whoever broke it, and takes little of the server however many come at once. */
@ArquillianTest
class InterruptedUploadsIT {

    private static final int MIB = 1 << 20;

    private final TusClient tus = bean(Settings.class) == null ? null : new TusClient();

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @Test
    void goesOnWhereverTheLineBroke() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        byte[] content = content(3 * MIB + 1);
        String upload = tus.begin(pupil, content.length, "a.txt");
        int[] cuts = {0, 1, 2, 1000, 65_535, 65_536, 65_537, MIB, 2 * MIB + 7, content.length - 1};

        for (int cut : cuts) {
            long from = tus.offset(pupil, upload);
            if (cut >= from) {
                tus.breakOff(pupil, upload, from, content, (int) (cut - from));
            }
        }
        tus.finish(pupil, upload, content);

        assertThat(tus.part(upload)).hasBinaryContent(content);
    }

    @Test
    void aLineThatHangsHoldsNobodyUpAndSpoilsNothing() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        byte[] content = content(MIB);
        String upload = tus.begin(pupil, content.length, "a.txt");
        try (Socket hanging = new Socket(tus.base().getHost(), tus.base().getPort())) {
            OutputStream line = hanging.getOutputStream();
            line.write(tus.head(pupil, upload, 0, content.length));
            line.write(content, 0, 200_000);
            line.flush();

            tus.finish(pupil, upload, content);
            line.write(content, 200_000, 300_000);
            line.flush();
            hanging.shutdownOutput();
            hanging.getInputStream().readAllBytes();
        }

        assertThat(tus.offset(pupil, upload)).isEqualTo(content.length);
        assertThat(tus.part(upload)).hasBinaryContent(content);
        HttpResponse<String> page = tus.add(pupil, upload);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(number(
                        "SELECT size FROM stored_file f JOIN artefact a ON a.file_id = f.id WHERE a.id = ?",
                        id(upload)))
                .isEqualTo(content.length);
    }

    /** What a node leaves that was killed between writing bytes and acknowledging them; another one goes on. */
    @Test
    void goesOnAtWhatWasAcknowledgedAfterANodeWasKilled() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        byte[] content = content(300_000);
        String upload = tus.begin(pupil, content.length, "a.txt");
        tus.patch(pupil, upload, 0, Arrays.copyOf(content, 100_000));
        Files.write(tus.part(upload), new byte[150_000], StandardOpenOption.APPEND);

        assertThat(tus.offset(pupil, upload)).isEqualTo(100_000);
        tus.finish(pupil, upload, content);

        assertThat(tus.part(upload)).hasBinaryContent(content);
    }

    @Test
    void beginsAnewWhenTheFolderWasNotRestoredWithItsDatabase() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        String upload = tus.begin(pupil, 10, "a.txt");
        tus.patch(pupil, upload, 0, new byte[4]);
        Files.delete(tus.part(upload));

        assertThat(tus.patch(pupil, upload, 4, new byte[6]).statusCode()).isEqualTo(404);
        assertThat(tus.head(pupil, upload).statusCode()).isEqualTo(404);
    }

    @Test
    void twentyFilesOf50MegabytesAtOnceTakeLittleMemory() throws Exception {
        int files = 20;
        int size = 50 * MIB;
        List<Pupil> pupils = new ArrayList<>();
        List<String> uploads = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            pupils.add(Pupil.alone("vi"));
            uploads.add(tus.begin(pupils.get(i), size, i + ".mp4"));
        }
        CyclicBarrier halfway = new CyclicBarrier(files + 1);
        CyclicBarrier measured = new CyclicBarrier(files + 1);
        ManagedExecutorService executor = InitialContext.doLookup("java:comp/DefaultManagedExecutorService");
        long before = liveHeap();
        List<Future<Long>> sent = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            Pupil pupil = pupils.get(i);
            String upload = uploads.get(i);
            sent.add(executor.submit(() -> {
                try (Socket line = new Socket(tus.base().getHost(), tus.base().getPort())) {
                    line.getOutputStream().write(tus.head(pupil, upload, 0, size));
                    byte[] some = new byte[1 << 14];
                    for (int written = 0; written < size; written += some.length) {
                        if (written == size / 2) {
                            halfway.await(120, TimeUnit.SECONDS);
                            measured.await(120, TimeUnit.SECONDS);
                        }
                        line.getOutputStream().write(some);
                    }
                    line.shutdownOutput();
                    line.getInputStream().readAllBytes();
                    return tus.offset(pupil, upload);
                }
            }));
        }
        halfway.await(120, TimeUnit.SECONDS);
        long during = liveHeap();
        measured.await(120, TimeUnit.SECONDS);

        for (Future<Long> one : sent) {
            assertThat(one.get(120, TimeUnit.SECONDS)).isEqualTo(size);
        }
        assertThat(during - before).as("bytes of heap").isLessThanOrEqualTo(64L * MIB);
        for (int i = 0; i < files; i++) {
            tus.send(tus.request(pupils.get(i), uploads.get(i)).DELETE());
        }
    }

    private static long liveHeap() {
        ManagementFactory.getMemoryMXBean().gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
