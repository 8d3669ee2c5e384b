/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** JSON that cannot be read; the answer says where the reader had got to. */
class MalformedJson extends Failure {

    private final String pointer;

    MalformedJson(String code, String pointer, Message message) {
        super(400, code, message);
        this.pointer = pointer;
    }

    @Override
    protected void writeDetails(JsonGenerator json) throws IOException {
        json.writeStringField("pointer", pointer);
    }
}
