/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import java.io.IOException;

/** Takes many statements, one after the other, as bytes: nobody has to make a text or a tree of what only passes by. */
@FunctionalInterface
public interface StatementSink {

    /**
     * @param stored when the statement was stored, in microseconds since 1970
     * @param json the whole statement in UTF-8, as it is kept; nobody else has this array
     * @throws IOException when it can take no more; no other statement follows
     */
    void take(long stored, byte[] json) throws IOException;
}
