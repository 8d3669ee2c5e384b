/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import khue.xapi.documents.Document;
import khue.xapi.documents.DocumentContext;
import khue.xapi.documents.DocumentIds;
import khue.xapi.documents.DocumentName;
import khue.xapi.documents.DocumentStore;
import khue.xapi.documents.StoredDocument;

/** The table {@code xapi.document}. */
@ApplicationScoped
public class PostgresDocumentStore implements DocumentStore {

    private final Database database;

    /** For the container's proxy. */
    protected PostgresDocumentStore() {
        this(null);
    }

    @Inject
    public PostgresDocumentStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<StoredDocument> find(DocumentName name) {
        return database.withConnection(connection -> find(name, connection));
    }

    private static Optional<StoredDocument> find(DocumentName name, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select content_type, content, updated from xapi.document where name = ?""")) {
            select.setObject(1, name.fingerprint());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new StoredDocument(
                                new Document(row.getString("content_type"), row.getBytes("content")),
                                row.getObject("updated", OffsetDateTime.class).toInstant()))
                        : Optional.empty();
            }
        }
    }

    @Override
    public DocumentIds list(DocumentContext context, Optional<Instant> since) {
        return database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select id, max(updated) as updated
                      from xapi.document
                     where context = ?
                       and (?::uuid is null or registration = ?)
                       and updated > coalesce(?, '-infinity'::timestamptz)
                     group by id
                     order by id""")) {
                bind(select, context);
                select.setObject(
                        4,
                        since.map(instant -> instant.atOffset(ZoneOffset.UTC)).orElse(null),
                        Types.TIMESTAMP_WITH_TIMEZONE);
                List<String> ids = new ArrayList<>();
                Optional<Instant> last = Optional.empty();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        ids.add(row.getString("id"));
                        Instant updated =
                                row.getObject("updated", OffsetDateTime.class).toInstant();
                        last = last.filter(updated::isBefore).or(() -> Optional.of(updated));
                    }
                }
                return new DocumentIds(ids, last);
            }
        });
    }

    @Override
    public void change(DocumentName name, UnaryOperator<Optional<Document>> change) {
        database.inTransaction(connection -> {
            lock(name, connection);
            Optional<Document> changed = change.apply(find(name, connection).map(StoredDocument::document));
            if (changed.isPresent()) {
                save(name, changed.get(), connection);
            } else {
                delete(name, connection);
            }
            return null;
        });
    }

    /**
     * Waits for others who change this document, on any node, until their transaction has ended. A row could be locked
     * only where there is one; this holds for a document that is about to be made too. Two documents whose names share
     * 64 bits would merely wait for each other.
     */
    private static void lock(DocumentName name, Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
            lock.setLong(1, name.fingerprint().getMostSignificantBits());
            lock.execute();
        }
    }

    private static void save(DocumentName name, Document document, Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into xapi.document (name, context, agent, registration, id, content_type, content, updated)
                values (?, ?, ?, ?, ?, ?, ?, clock_timestamp())
                on conflict (name) do update
                   set content_type = excluded.content_type, content = excluded.content, updated = excluded.updated""")) {
            DocumentContext context = name.context();
            insert.setObject(1, name.fingerprint());
            insert.setObject(2, context.fingerprint());
            setUuid(insert, 3, context.agent());
            setUuid(insert, 4, context.registration());
            insert.setString(5, name.id());
            insert.setString(6, document.contentType());
            insert.setBytes(7, document.content());
            insert.executeUpdate();
        }
    }

    private static void delete(DocumentName name, Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from xapi.document where name = ?")) {
            delete.setObject(1, name.fingerprint());
            delete.executeUpdate();
        }
    }

    @Override
    public void deleteAll(DocumentContext context) {
        database.withConnection(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("""
                    delete from xapi.document where context = ? and (?::uuid is null or registration = ?)""")) {
                bind(delete, context);
                return delete.executeUpdate();
            }
        });
    }

    private static void bind(PreparedStatement statement, DocumentContext context) throws SQLException {
        statement.setObject(1, context.fingerprint());
        setUuid(statement, 2, context.registration());
        setUuid(statement, 3, context.registration());
    }

    private static void setUuid(PreparedStatement statement, int position, Optional<UUID> value) throws SQLException {
        statement.setObject(position, value.orElse(null), Types.OTHER);
    }
}
