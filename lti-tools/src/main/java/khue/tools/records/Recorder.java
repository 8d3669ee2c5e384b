/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/**
 * Writes what happened to the outbox, in the transaction of the tool that says so: the work and its record are kept together or not at
 * all. Delivery to the store happens afterwards.
 */
@ApplicationScoped
public class Recorder {

    @Transactional(Transactional.TxType.MANDATORY)
    public void record(ToolEvent event) {
        throw new UnsupportedOperationException("being written: " + event);
    }
}
