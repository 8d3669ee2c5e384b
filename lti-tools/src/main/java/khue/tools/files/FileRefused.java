/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.files;

import java.util.Locale;

/** A file that we do not take, and why; the sentence for the person who brought it is {@code files.refused.<reason>}. */
public class FileRefused extends Exception {

    public enum Reason {
        EMPTY,
        TOO_LARGE,
        /** A kind that we never take, whatever its name says. */
        KIND,
        ARCHIVE,
        /** A document that unpacks to far more than it is. */
        ARCHIVE_SIZE,
        /** A document with a picture that says where it was taken, in a format that we cannot take it out of. */
        DOCUMENT_PLACE,
        /** Apple's HEIC, which most browsers and this server cannot show. */
        HEIC,
        /** Another picture format that this server cannot read. */
        PICTURE_FORMAT,
        PICTURE_DAMAGED,
        /** More pixels than a picture may have, whatever its size in bytes. */
        PICTURE_PIXELS,
        /** A film or sound that cannot be followed to its end, so that a place could hide in it. */
        RECORDING;

        /** As people quote it: {@code KHUE-FILE-TOO-LARGE}. */
        public String code() {
            return "KHUE-FILE-" + name().replace('_', '-');
        }

        public String sentence() {
            return "files.refused." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Reason reason;

    FileRefused(Reason reason) {
        super(reason.code());
        this.reason = reason;
    }

    FileRefused(Reason reason, Throwable cause) {
        super(reason.code(), cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
