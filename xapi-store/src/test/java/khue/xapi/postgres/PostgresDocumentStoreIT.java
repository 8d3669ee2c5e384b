/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import khue.xapi.ServerForTests;
import khue.xapi.documents.Document;
import khue.xapi.documents.DocumentContext;
import khue.xapi.documents.DocumentName;
import khue.xapi.documents.DocumentStore;
import khue.xapi.documents.StoredDocument;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresDocumentStoreIT {

    private static DocumentStore store;

    private final DocumentContext context = context(Optional.empty());

    @BeforeAll
    static void migrate() {
        store = new PostgresDocumentStore(StoreForTests.migrated(ServerForTests.newDatabase("documents")));
    }

    @Test
    void givesBackEveryByteAndTheContentType() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        DocumentName name = new DocumentName(context, "bytes");

        store.change(name, nothing -> Optional.of(new Document("image/png; q=\"é\"", bytes)));

        StoredDocument found = store.find(name).orElseThrow();
        assertThat(found.document().content()).isEqualTo(bytes);
        assertThat(found.document().contentType()).isEqualTo("image/png; q=\"é\"");
    }

    @Test
    void keepsNamesOfAnyLengthApart() {
        String longName = "x".repeat(20_000);
        put(context, longName + "1", "1");
        put(context, longName + "2", "2");

        assertThat(text(context, longName + "1")).contains("1");
        assertThat(text(context, longName + "2")).contains("2");
    }

    @Test
    void keepsRegistrationsApartAndListsAllOfThemWithoutOne() {
        DocumentContext first = registered(UUID.randomUUID());
        DocumentContext second = registered(UUID.randomUUID());
        put(context, "a", "of none");
        put(first, "a", "of the first");
        put(second, "b", "of the second");

        assertThat(text(context, "a")).contains("of none");
        assertThat(text(first, "a")).contains("of the first");
        assertThat(text(second, "a")).isEmpty();
        assertThat(store.list(context, Optional.empty()).ids()).containsExactly("a", "b");
        assertThat(store.list(first, Optional.empty()).ids()).containsExactly("a");
    }

    @Test
    void listsOnlyWhatWasChangedAfterAnInstantAndSaysWhenTheLastChangeWas() {
        put(context, "older", "1");
        Instant between =
                store.find(new DocumentName(context, "older")).orElseThrow().updated();
        put(context, "younger", "1");
        Instant last =
                store.find(new DocumentName(context, "younger")).orElseThrow().updated();

        assertThat(store.list(context, Optional.of(between)).ids()).containsExactly("younger");
        assertThat(store.list(context, Optional.empty()).lastUpdated()).contains(last);

        put(context, "older", "2");

        assertThat(store.list(context, Optional.of(last)).ids()).containsExactly("older");
        assertThat(store.list(context, Optional.of(Instant.parse("9999-12-31T23:59:59Z")))
                        .ids())
                .isEmpty();
        assertThat(store.list(context, Optional.of(Instant.parse("0000-01-01T00:00:00Z")))
                        .ids())
                .containsExactly("older", "younger");
    }

    @Test
    void deletesOneOrAllOfAContextAndNothingElse() {
        DocumentContext other = context(Optional.empty());
        DocumentContext registered = registered(UUID.randomUUID());
        put(context, "a", "1");
        put(context, "b", "1");
        put(registered, "c", "1");
        put(other, "a", "1");

        store.change(new DocumentName(context, "a"), existing -> Optional.empty());
        assertThat(store.list(context, Optional.empty()).ids()).containsExactly("b", "c");

        store.deleteAll(registered);
        assertThat(store.list(context, Optional.empty()).ids()).containsExactly("b");

        put(registered, "c", "1");
        store.deleteAll(context);
        assertThat(store.list(context, Optional.empty()).ids()).isEmpty();
        assertThat(store.list(other, Optional.empty()).ids()).containsExactly("a");
    }

    @Test
    void changesNothingWhenTheChangeIsRefused() {
        put(context, "kept", "before");

        assertThatThrownBy(() -> store.change(new DocumentName(context, "kept"), existing -> {
                    throw new IllegalStateException("refused");
                }))
                .hasMessage("refused");

        assertThat(text(context, "kept")).contains("before");
    }

    /** Each change reads what is there and adds to it: one that had not seen another would lose it. */
    @Test
    void losesNoUpdateWhenManyChangeOneDocument() throws Exception {
        DocumentName name = new DocumentName(context, "counter");
        int writers = 8;
        int changesOfEach = 25;
        ExecutorService threads = Executors.newFixedThreadPool(writers);

        List<Future<?>> work = Stream.<Future<?>>generate(() -> threads.submit(() -> {
                    for (int i = 0; i < changesOfEach; i++) {
                        store.change(
                                name,
                                existing -> Optional.of(
                                        document(Integer.toString(existing.map(PostgresDocumentStoreIT::number)
                                                        .orElse(0)
                                                + 1))));
                    }
                }))
                .limit(writers)
                .toList();
        for (Future<?> each : work) {
            each.get();
        }
        threads.shutdown();

        assertThat(text(context, "counter")).contains(Integer.toString(writers * changesOfEach));
    }

    private static int number(Document document) {
        return Integer.parseInt(text(document));
    }

    private static void put(DocumentContext context, String id, String text) {
        store.change(new DocumentName(context, id), existing -> Optional.of(document(text)));
    }

    private static Optional<String> text(DocumentContext context, String id) {
        return store.find(new DocumentName(context, id))
                .map(StoredDocument::document)
                .map(PostgresDocumentStoreIT::text);
    }

    private static String text(Document document) {
        return new String(document.content(), StandardCharsets.UTF_8);
    }

    private static Document document(String text) {
        return new Document("text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    private DocumentContext registered(UUID registration) {
        return new DocumentContext(context.resource(), context.activity(), context.agent(), Optional.of(registration));
    }

    private static DocumentContext context(Optional<UUID> registration) {
        return new DocumentContext(
                "STATE", Optional.of(UUID.randomUUID()), Optional.of(UUID.randomUUID()), registration);
    }
}
