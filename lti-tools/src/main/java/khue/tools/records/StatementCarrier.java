/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import khue.tools.outbox.Backoff;
import khue.tools.outbox.Carrier;
import khue.tools.outbox.Message;
import khue.tools.outbox.Outcome;

/** Carries statements to the learning record store. */
@ApplicationScoped
class StatementCarrier implements Carrier {

    static final String QUEUE = "statements";

    /** Short enough that delivery goes on within seconds after the store is back. */
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10));

    private static final int BATCH = 100;

    private final StoreClient store;

    @Inject
    StatementCarrier(StoreClient store) {
        this.store = store;
    }

    /** For the container's proxy. */
    protected StatementCarrier() {
        this.store = null;
    }

    @Override
    public String queue() {
        return QUEUE;
    }

    @Override
    public int batch() {
        return BATCH;
    }

    /** One: a node sends in the order in which people worked. */
    @Override
    public int workers() {
        return 1;
    }

    @Override
    public boolean oneDestination() {
        return true;
    }

    @Override
    public Backoff backoff() {
        return BACKOFF;
    }

    @Override
    public Map<UUID, Outcome> carry(List<Message> messages) {
        return new StatementSending(store).send(messages);
    }
}
