/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Who a person is in statements: the same pseudonym always, and only with the key can anybody tell whose it is. */
@ApplicationScoped
public class Pseudonyms {

    @Inject
    private PseudonymKey key;

    private volatile Pseudonymisation pseudonymisation;

    public String of(UUID person) {
        if (pseudonymisation == null) {
            // Two threads may both come here: they read the same key.
            pseudonymisation = new Pseudonymisation(key.secret());
        }
        return pseudonymisation.of(person);
    }
}
