/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.exports;

import java.io.IOException;
import khue.xapi.statements.StatementSink;

/** A file that statements are being written to. */
interface StatementFile extends StatementSink {

    /** Writes what a complete file ends with. A file that is left without it can be told from a complete one. */
    void end() throws IOException;
}
