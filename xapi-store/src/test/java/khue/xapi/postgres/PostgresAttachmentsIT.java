/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.NullNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import khue.xapi.ServerForTests;
import khue.xapi.attachments.Attachment;
import khue.xapi.attachments.Sha2;
import khue.xapi.attachments.Spool;
import khue.xapi.attachments.SpooledContent;
import khue.xapi.metrics.Sample;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The life of data that came with a statement, or did not get that far. */
class PostgresAttachmentsIT {

    private static DataSource dataSource;
    private static Database database;
    private static PostgresAttachments attachments;
    private static long lastKey;

    private final Spool spool = new Spool();

    @BeforeAll
    static void migrate() {
        dataSource = ServerForTests.newDatabase("attachments");
        database = StoreForTests.migrated(dataSource);
        attachments = StoreForTests.attachments(database);
    }

    @AfterEach
    void closeSpool() throws IOException {
        spool.close();
    }

    @Test
    void keepsTheSameDataOnceWhenManyBringItAtTheSameTime() throws Exception {
        SpooledContent content = content(600_000);
        ExecutorService many = Executors.newFixedThreadPool(8);
        try {
            List<Future<Long>> kept = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                kept.add(many.submit(() -> attachments.keep(content)));
            }
            Set<Long> ids = new HashSet<>();
            for (Future<Long> id : kept) {
                ids.add(id.get());
            }

            assertThat(ids).hasSize(1);
            assertThat(read(ids.iterator().next(), content))
                    .isEqualTo(content.open().readAllBytes());
        } finally {
            many.shutdown();
        }
    }

    @Test
    void removesWhatNoStatementHasAfterAnHourAndNothingElse() throws Exception {
        long left = attachments.keep(content(300_000));
        long young = attachments.keep(content(300_000));
        SpooledContent tiedContent = content(300_000);
        long tied = attachments.keep(tiedContent);
        tie(tied, tiedContent);
        age(left);
        age(tied);

        sweep();

        assertThat(exists(left)).isFalse();
        assertThat(exists(young)).isTrue();
        assertThat(exists(tied)).isTrue();
    }

    @Test
    void renewsTheHourOfDataThatIsBroughtAgain() throws Exception {
        SpooledContent content = content(1000);
        long id = attachments.keep(content);
        age(id);

        assertThat(attachments.keep(content)).isEqualTo(id);
        sweep();

        assertThat(exists(id)).isTrue();
    }

    @Test
    void bringsDataBackThatWasJustRemoved() throws Exception {
        SpooledContent content = content(300_000);
        long removed = attachments.keep(content);
        age(removed);
        sweep();

        long id = attachments.keep(content);

        assertThat(id).isNotEqualTo(removed);
        assertThat(read(id, content)).isEqualTo(content.open().readAllBytes());
    }

    @Test
    void leavesDataAloneThatAStatementIsJustStoredWith() throws Exception {
        SpooledContent content = content(1000);
        long id = attachments.keep(content);
        age(id);
        database.inTransaction(connection -> {
            StoreForTests.add(List.of(statement(id, content)), attachments, connection);

            sweep();

            return null;
        });

        assertThat(exists(id)).isTrue();
    }

    @Test
    void countsWhatItRemoves() throws Exception {
        sweep();
        for (int i = 0; i < 25; i++) {
            age(attachments.keep(content(1000)));
        }
        AttachmentSweep sweep = new AttachmentSweep(attachments);

        sweep.run();

        assertThat(sweep.read())
                .contains(
                        new Sample("xapi_attachment_sweeps_total", Map.of("outcome", "done"), 1),
                        new Sample("xapi_attachment_sweeps_total", Map.of("outcome", "failed"), 0),
                        new Sample("xapi_attachments_removed_total", 25),
                        new Sample("xapi_attachments_removed_bytes_total", 25_000));
    }

    /** The server would give up a timer for good that has failed twice. */
    @Test
    void countsASweepThatFailsAndDoesNotFailItself() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setURL("jdbc:postgresql://127.0.0.1:1/nothing");
        AttachmentSweep sweep = new AttachmentSweep(StoreForTests.attachments(new Database(nowhere)));

        sweep.run();

        assertThat(sweep.read())
                .contains(
                        new Sample("xapi_attachment_sweeps_total", Map.of("outcome", "done"), 0),
                        new Sample("xapi_attachment_sweeps_total", Map.of("outcome", "failed"), 1));
    }

    @Test
    void storesNoStatementWhoseDataIsGone() throws Exception {
        SpooledContent content = content(1000);
        long id = attachments.keep(content);
        age(id);
        sweep();

        assertThatThrownBy(() -> tie(id, content)).isInstanceOf(RuntimeException.class);
    }

    private static void sweep() {
        new AttachmentSweep(attachments).run();
    }

    private static void tie(long id, SpooledContent content) {
        database.inTransaction(connection -> {
            StoreForTests.add(List.of(statement(id, content)), attachments, connection);
            return null;
        });
    }

    private static AddedStatement statement(long id, SpooledContent content) {
        Attachment attachment = new Attachment("0".repeat(64), "image/png", id, content.size());
        return new AddedStatement(
                ++lastKey, UUID.randomUUID(), NullNode.getInstance(), List.of(attachment), List.of(), Map.of());
    }

    private static void age(long id) throws SQLException {
        try (var connection = dataSource.getConnection();
                var update = connection.prepareStatement(
                        "update xapi.attachment_content set wanted_at = now() - interval '61 minutes' where id = ?")) {
            update.setLong(1, id);
            update.executeUpdate();
        }
    }

    private static boolean exists(long id) throws SQLException {
        try (var connection = dataSource.getConnection();
                var select = connection.prepareStatement("select from xapi.attachment_chunk where content = ?")) {
            select.setLong(1, id);
            try (var row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private static byte[] read(long id, SpooledContent content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        attachments.copy(new Attachment("0".repeat(64), "image/png", id, content.size()), out);
        return out.toByteArray();
    }

    private SpooledContent content(int size) throws Exception {
        byte[] data = new byte[size];
        new Random().nextBytes(data);
        String sum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
        return spool.add(new ByteArrayInputStream(data), new Sha2(sum), size);
    }
}
