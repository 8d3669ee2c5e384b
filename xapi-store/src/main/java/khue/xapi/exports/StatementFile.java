/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.exports;

import java.io.IOException;

/**
 * A file that statements are being written to, of which there are two who work on it at the same time: one makes rows, the
 * other one writes them.
 *
 * @param <R> what stands in the file of a statement
 */
interface StatementFile<R> {

    /** Changes nothing of the file. */
    R row(long stored, byte[] json) throws IOException;

    void write(R row) throws IOException;

    /** Writes what a complete file ends with. A file that is left without it can be told from a complete one. */
    void end() throws IOException;
}
