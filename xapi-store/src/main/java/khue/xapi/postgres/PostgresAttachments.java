/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import khue.xapi.attachments.Attachment;
import khue.xapi.attachments.AttachmentStore;
import khue.xapi.attachments.SpooledContent;

/**
 * Attachments in PostgreSQL, where one backup and one transaction hold them together with their statements.
 *
 * <p>The story of some data: {@link #keep} commits it, so a transaction that acknowledges statements is short however
 * large it is; {@link #added} ties it to statements, in the transaction that stores them; {@link #removeUnused} takes
 * away what was not tied within the hour. A request that brings data again renews the hour first, and a request that
 * takes longer than that fails on the foreign key instead of losing anything.
 */
@ApplicationScoped
public class PostgresAttachments implements AttachmentStore, Projection {

    /** In bytes. */
    private static final int CHUNK = 256 * 1024;

    private static final int REMOVED_AT_ONCE = 20;

    private final Database database;

    /** For the container's proxy. */
    protected PostgresAttachments() {
        this(null);
    }

    @Inject
    public PostgresAttachments(Database database) {
        this.database = database;
    }

    @Override
    public long keep(SpooledContent content) {
        while (true) {
            OptionalLong id = renew(content);
            if (id.isEmpty()) {
                id = insert(content);
            }
            if (id.isPresent()) {
                return id.getAsLong();
            }
            // Another request has just brought the same data; it is found the next time.
        }
    }

    /** Data that is known already; its row is touched seldom, because many requests may bring the same picture. */
    private OptionalLong renew(SpooledContent content) {
        return database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                            select id
                              from xapi.attachment_content
                             where sha256 = ? and wanted_at > now() - interval '10 minutes'""");
                    PreparedStatement update = connection.prepareStatement("""
                            update xapi.attachment_content set wanted_at = now() where sha256 = ?
                            returning id""")) {
                select.setBytes(1, content.sha256());
                OptionalLong id = id(select);
                if (id.isEmpty()) {
                    update.setBytes(1, content.sha256());
                    id = id(update);
                }
                return id;
            }
        });
    }

    /** Empty when another request inserted the same data in the meantime. */
    private OptionalLong insert(SpooledContent content) {
        return database.inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into xapi.attachment_content (sha256, size) values (?, ?)
                    on conflict (sha256) do nothing
                    returning id""")) {
                insert.setBytes(1, content.sha256());
                insert.setLong(2, content.size());
                OptionalLong id = id(insert);
                if (id.isPresent()) {
                    insertChunks(id.getAsLong(), content, connection);
                }
                return id;
            }
        });
    }

    private static void insertChunks(long id, SpooledContent content, Connection connection) throws SQLException {
        try (InputStream data = content.open();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into xapi.attachment_chunk (content, number, data) values (?, ?, ?)""")) {
            int number = 0;
            for (byte[] chunk = data.readNBytes(CHUNK); chunk.length > 0; chunk = data.readNBytes(CHUNK)) {
                insert.setLong(1, id);
                insert.setInt(2, number++);
                insert.setBytes(3, chunk);
                insert.executeUpdate();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("the spool cannot be read", failed);
        }
    }

    private static OptionalLong id(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? OptionalLong.of(row.getLong("id")) : OptionalLong.empty();
        }
    }

    /** What no statement refers to any more is swept by {@link UnusedAttachments}. */
    @Override
    public void forgotten(long first, long end, Connection connection) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from xapi.attachment where key >= ? and key < ?")) {
            delete.setLong(1, first);
            delete.setLong(2, end);
            delete.executeUpdate();
        }
    }

    @Override
    public void erased(Collection<Long> keys, Connection connection) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from xapi.attachment where key = any (?)")) {
            delete.setArray(1, connection.createArrayOf("bigint", keys.toArray()));
            delete.executeUpdate();
        }
    }

    private record Row(long key, Attachment attachment) {}

    @Override
    public AfterCommit added(List<AddedStatement> statements, Connection connection, Commands commands) {
        List<Row> rows = new ArrayList<>();
        for (AddedStatement statement : statements) {
            Set<String> sums = new HashSet<>();
            for (Attachment attachment : statement.attachments()) {
                if (sums.add(attachment.sha2())) {
                    rows.add(new Row(statement.key(), attachment));
                }
            }
        }
        if (rows.isEmpty()) {
            return AfterCommit.NOTHING;
        }
        commands.add(
                """
                insert into xapi.attachment (key, sha2, content_type, content)
                select * from unnest(?::bigint[], ?::text[], ?::text[], ?::bigint[])""",
                columns -> columns.set("int8", rows, Row::key, Long[]::new)
                        .set("text", rows, row -> row.attachment().sha2(), String[]::new)
                        .set("text", rows, row -> row.attachment().contentType(), String[]::new)
                        .set("int8", rows, row -> row.attachment().content(), Long[]::new));
        return AfterCommit.NOTHING;
    }

    @Override
    public List<Attachment> attachmentsOf(Collection<Long> statements) {
        return database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select a.sha2, a.content_type, a.content, c.size
                      from xapi.attachment a join xapi.attachment_content c on c.id = a.content
                     where a.key = any (?::bigint[])
                     order by a.key, a.sha2""")) {
                select.setArray(1, connection.createArrayOf("bigint", statements.toArray()));
                List<Attachment> attachments = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        attachments.add(new Attachment(
                                row.getString("sha2"),
                                row.getString("content_type"),
                                row.getLong("content"),
                                row.getLong("size")));
                    }
                }
                return attachments;
            }
        });
    }

    @Override
    public void copy(Attachment attachment, OutputStream out) throws IOException {
        long written = 0;
        for (int number = 0; written < attachment.size(); number++) {
            byte[] chunk = chunk(attachment.content(), number)
                    .orElseThrow(() -> new IllegalStateException("the data of an attachment is incomplete"));
            out.write(chunk);
            written += chunk.length;
        }
    }

    private Optional<byte[]> chunk(long content, int number) {
        return database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select data from xapi.attachment_chunk where content = ? and number = ?""")) {
                select.setLong(1, content);
                select.setInt(2, number);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(row.getBytes("data")) : Optional.empty();
                }
            }
        });
    }

    /**
     * Removes some of the data that no statement has. Rows that a request renews at this moment, or that another node
     * removes, are left out; a statement that is stored at this moment nevertheless makes the removal fail as a whole.
     */
    Removed removeUnused() {
        return database.inTransaction(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("""
                    delete from xapi.attachment_content
                     where id in (
                       select c.id
                         from xapi.attachment_content c
                        where c.wanted_at < now() - interval '1 hour'
                          and not exists (select from xapi.attachment a where a.content = c.id)
                        limit ?
                          for update skip locked)
                    returning size""")) {
                delete.setInt(1, REMOVED_AT_ONCE);
                int contents = 0;
                long bytes = 0;
                try (ResultSet row = delete.executeQuery()) {
                    while (row.next()) {
                        contents++;
                        bytes += row.getLong("size");
                    }
                }
                return new Removed(contents, bytes);
            }
        });
    }

    /** What one {@link #removeUnused} took away. */
    record Removed(int contents, long bytes) {

        boolean mayBeMore() {
            return contents == REMOVED_AT_ONCE;
        }
    }
}
