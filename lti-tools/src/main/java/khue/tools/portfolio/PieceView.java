/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

/**
 * An artefact as pages show it.
 *
 * @param file the id in its address
 * @param icon of the page's set
 * @param size in words: {@code 1,4 MB}
 * @param step what the step of the project is called that it belongs to; empty for none
 * @param stepId empty likewise, and in a locked copy
 */
public record PieceView(
        String id,
        String file,
        String name,
        String caption,
        boolean picture,
        String icon,
        String size,
        String mediaType,
        String step,
        String stepId) {

    /** What it is called: the pupil's words, else the file's name. */
    public String says() {
        return caption.isEmpty() ? name : caption;
    }
}
