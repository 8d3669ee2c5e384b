/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * All that is in a pupil's zip file.
 *
 * @param language of its pages, such as {@code vi}
 * @param made when, as a sentence
 */
record Archive(String language, String title, String pupil, String made, List<Part> works) {

    /**
     * One work.
     *
     * @param group of works that belong together, such as a class in a school year
     * @param facts sentences: where it stands, when it was handed in
     * @param reflection the pupil's words
     * @param said what others said: who, then the words
     */
    record Part(
            String title,
            String group,
            List<String> facts,
            String reflectionTitle,
            String reflection,
            List<Said> said,
            List<Piece> pieces) {}

    /** Somebody's words. */
    record Said(String who, String words) {}

    /**
     * A file.
     *
     * @param name as the pupil called it; never a path
     * @param step what the step of the project is called that it belongs to; empty for none
     * @param picture a page shows it, rather than only leading to it
     */
    record Piece(String name, String caption, String step, boolean picture, Content content) {}

    /** Where the bytes come from, when their turn comes. */
    @FunctionalInterface
    interface Content {
        InputStream open() throws IOException;
    }
}
