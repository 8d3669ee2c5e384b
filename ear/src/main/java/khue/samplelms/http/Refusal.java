/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.http;

/**
 * A request that cannot be served: an HTTP status, a short error code in the words of OAuth 2.0 where it has one, and a
 * sentence for the person who has to find the fault.
 */
public final class Refusal extends RuntimeException {
    private final int status;
    private final String error;

    public Refusal(int status, String error, String description) {
        super(description, null, false, false);
        this.status = status;
        this.error = error;
    }

    public static Refusal badRequest(String description) {
        return new Refusal(400, "invalid_request", description);
    }

    public static Refusal notFound(String description) {
        return new Refusal(404, "not_found", description);
    }

    public int status() {
        return status;
    }

    public String error() {
        return error;
    }

    public String description() {
        return getMessage();
    }
}
