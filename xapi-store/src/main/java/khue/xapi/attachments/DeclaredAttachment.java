/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.attachments;

/**
 * An attachment object of a statement that is being sent: what a part with its data has to agree with.
 *
 * @param pointer where it stands in the body, as a JSON pointer
 * @param sha2 as the statement writes it
 */
public record DeclaredAttachment(String pointer, String sha2, String contentType) {

    /** The sum that the data has to have. */
    public Sha2 sum() {
        return Sha2.of(sha2).orElseThrow();
    }
}
