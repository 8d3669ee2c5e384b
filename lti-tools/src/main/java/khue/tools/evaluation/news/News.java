/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation.news;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import khue.tools.evaluation.StoreSilent;

/** A part of the system that has something to tell an evaluator who comes back. */
public interface News {

    /**
     * A line of the first page.
     *
     * @param tone {@code attention}, {@code waiting}, {@code good} or {@code plain}
     * @param word the status in a word
     * @param href below the root of the tools, such as {@code /reports}
     */
    record Item(String title, String detail, String tone, String word, String href) {}

    /** @param since when the visit before ended; empty at the very first one */
    List<Item> since(Optional<Instant> since, Locale locale) throws StoreSilent;
}
