/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.attachments;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import khue.xapi.http.Failure;
import khue.xapi.http.Message;

/** A body that says it is multipart/mixed and is not, or whose parts are not what xAPI wants. */
public class MalformedMultipart extends Failure {

    private final transient Optional<String> pointer;

    /** @param detail what was found and what is expected, in English, for the developer of the sender */
    MalformedMultipart(String code, String detail) {
        this(code, detail, Optional.empty());
    }

    /** @param pointer the attachment object that the part belongs to, as a JSON pointer into the first part */
    MalformedMultipart(String code, String detail, String pointer) {
        this(code, detail, Optional.of(pointer));
    }

    private MalformedMultipart(String code, String detail, Optional<String> pointer) {
        super(
                400,
                code,
                new Message(
                        "Phần thân multipart/mixed không đúng: " + detail + ".",
                        "The multipart/mixed body is wrong: " + detail + "."));
        this.pointer = pointer;
    }

    static MalformedMultipart because(String detail) {
        return new MalformedMultipart("multipart-malformed", detail);
    }

    @Override
    protected void writeDetails(JsonGenerator json) throws IOException {
        if (pointer.isPresent()) {
            json.writeStringField("pointer", pointer.get());
        }
    }
}
