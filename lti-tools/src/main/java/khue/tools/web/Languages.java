/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The languages that pages speak: Vietnamese first. */
public final class Languages {

    public static final Locale DEFAULT = Locale.forLanguageTag("vi");
    public static final List<Locale> ALL = List.of(DEFAULT, Locale.ENGLISH);

    private Languages() {}

    /** The language of ours that a tag such as {@code en-GB} or {@code vi_VN} means; empty for garbage and for other languages. */
    public static Optional<Locale> of(String tag) {
        if (tag == null) {
            return Optional.empty();
        }
        String language = Locale.forLanguageTag(tag.replace('_', '-')).getLanguage();
        return ALL.stream()
                .filter(locale -> locale.getLanguage().equals(language))
                .findFirst();
    }
}
