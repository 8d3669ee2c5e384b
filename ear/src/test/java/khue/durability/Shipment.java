/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.durability;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import khue.testing.Lrs;

/**
 * What a client sends in one request, and sends again as it is until it is acknowledged.
 *
 * @param statements the ids of the statements in it; none when it is a document
 */
record Shipment(List<UUID> statements, Request request) {

    /** Sends it once. */
    interface Request {
        HttpResponse<byte[]> sendTo(Lrs lrs) throws IOException, InterruptedException;
    }

    Shipment {
        statements = List.copyOf(statements);
    }

    boolean isBatch() {
        return statements.size() > 1;
    }
}
