/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.documents;

import java.time.Instant;

/** A document as the store keeps it. */
public record StoredDocument(Document document, Instant updated) {}
