/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.documents;

import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Keeps documents. */
public interface DocumentStore {

    Optional<StoredDocument> find(DocumentName name);

    /** @param since only documents that were changed after this */
    DocumentIds list(DocumentContext context, Optional<Instant> since);

    /**
     * Changes a document: empty stands for one that is not there, before and after. Changes of one document happen one
     * after the other, so what {@code change} is given is what it replaces; when it throws, nothing has changed.
     */
    void change(DocumentName name, UnaryOperator<Optional<Document>> change);

    void deleteAll(DocumentContext context);
}
