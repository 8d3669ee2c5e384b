/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.documents;

import java.util.UUID;
import khue.xapi.model.Fingerprint;

/**
 * Which document.
 *
 * @param id its stateId or profileId: any text that the client chose, of any length
 */
public record DocumentName(DocumentContext context, String id) {

    /** One value for each document; the registration, or its absence, is part of a State's name. */
    public UUID fingerprint() {
        return Fingerprint.of(context.fingerprint() + "\n" + DocumentContext.text(context.registration()) + "\n" + id);
    }
}
