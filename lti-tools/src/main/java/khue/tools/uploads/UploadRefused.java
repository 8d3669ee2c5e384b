/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.uploads;

import java.util.Locale;

/** A request of an upload that is not done, and why; the sentence for its sender is {@code uploads.refused.<reason>}. */
public class UploadRefused extends Exception {

    /** Each with its HTTP status, which the tus protocol chooses where it speaks of the case. */
    public enum Reason {
        /** Another version of the protocol than ours. */
        VERSION(412),
        /** A header is missing or cannot be understood. */
        MALFORMED(400),
        /** Not the media type that the protocol wants of a piece. */
        MEDIA_TYPE(415),
        EMPTY(400),
        TOO_LARGE(413),
        /** The sender has too much under way already. */
        TOO_MANY(413),
        NOT_FOUND(404),
        /** It waited too long for its rest and was deleted. */
        EXPIRED(410),
        /** The sender goes on at another byte than we do. */
        OFFSET(409),
        /** The bytes of a piece are not those that its checksum is of. */
        CHECKSUM(460),
        /** A later request for the same upload has taken over. */
        OVERTAKEN(409),
        /** It is to be used, and its rest is still missing. */
        INCOMPLETE(409);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }

        /** As people quote it: {@code KHUE-UPLOAD-EXPIRED}. */
        public String code() {
            return "KHUE-UPLOAD-" + name().replace('_', '-');
        }

        public String sentence() {
            return "uploads.refused." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Reason reason;

    UploadRefused(Reason reason) {
        super(reason.code());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
