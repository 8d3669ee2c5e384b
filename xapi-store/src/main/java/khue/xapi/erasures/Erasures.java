/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.erasures;

import java.util.Optional;
import java.util.UUID;

/** Where people are erased. */
public interface Erasures {

    /**
     * Erases as much as can be done in a few seconds; asked again, it goes on. What was done is committed, and counted
     * once.
     *
     * @param id the same at each attempt
     * @throws khue.xapi.http.Failure 409 when somebody else was to be erased under this id
     */
    Erasure erase(UUID id, ErasureRequest request);

    Optional<Erasure> find(UUID id);
}
