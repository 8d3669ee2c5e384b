/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * A request that is refused, with what its sender needs to know: an HTTP status, a code that does not change, and a
 * sentence that says what to do.
 */
public class Failure extends RuntimeException {

    private final int status;
    private final String code;
    private final transient Message message;

    public Failure(int status, String code, Message message) {
        super(code + ": " + message.en());
        this.status = status;
        this.code = code;
        this.message = message;
    }

    public static Failure badRequest(String code, String vi, String en) {
        return new Failure(400, code, new Message(vi, en));
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public Message message() {
        return message;
    }

    /** Further members of the answer's JSON object: the places of the fault, where there are any. */
    protected void writeDetails(JsonGenerator json) throws IOException {
        // Most failures are told in full by code and message.
    }
}
