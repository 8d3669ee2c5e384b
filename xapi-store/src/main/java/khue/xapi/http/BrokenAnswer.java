/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import jakarta.servlet.ServletRequest;
import java.io.IOException;

/**
 * Breaks the connection off when an answer fails after its beginning was sent.
 *
 * <p>The servlet API has no word for that, and this server completes the chunked body whatever is thrown, so that a part
 * would look like the whole.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-8">RFC 9112, 8: incomplete messages</a>
 */
final class BrokenAnswer {

    private BrokenAnswer() {}

    /** @throws IOException when the connection cannot be reached; the server may then end the answer in its own way */
    static void breakOff(ServletRequest request, Exception cause) throws IOException {
        try {
            ClientConnection.of(request).breakOff();
        } catch (IllegalStateException otherServer) {
            cause.addSuppressed(otherServer);
            throw new IOException("the answer broke off", cause);
        }
    }
}
