/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.documents;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The documents of a context.
 *
 * @param ids each once, in order
 * @param lastUpdated when the youngest of them was changed; empty when there is none
 */
public record DocumentIds(List<String> ids, Optional<Instant> lastUpdated) {

    public DocumentIds {
        ids = List.copyOf(ids);
    }
}
