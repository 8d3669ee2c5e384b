/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;

/** More than this store takes at once; the answer names the limit, and the place where there is one. */
public class LimitExceeded extends Failure {

    private final long limit;
    private final transient Optional<String> pointer;

    public LimitExceeded(int status, String code, long limit, Message message) {
        this(status, code, limit, Optional.empty(), message);
    }

    /** @param pointer what went beyond the limit, as a JSON pointer (RFC 6901) into the body */
    public LimitExceeded(int status, String code, long limit, String pointer, Message message) {
        this(status, code, limit, Optional.of(pointer), message);
    }

    private LimitExceeded(int status, String code, long limit, Optional<String> pointer, Message message) {
        super(status, code, message);
        this.limit = limit;
        this.pointer = pointer;
    }

    public long limit() {
        return limit;
    }

    public Optional<String> pointer() {
        return pointer;
    }

    @Override
    protected void writeDetails(JsonGenerator json) throws IOException {
        json.writeNumberField("limit", limit);
        if (pointer.isPresent()) {
            json.writeStringField("pointer", pointer.get());
        }
    }
}
