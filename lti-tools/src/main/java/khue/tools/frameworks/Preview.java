/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.frameworks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the next version makes of a term, before it is published.
 *
 * @param change {@code new}, {@code gone}, {@code changed} or {@code same}: the end of the word's key, {@code frameworks.change.…}
 * @param before the Vietnamese label of today, where it is another one; or empty
 */
public record Preview(String change, String code, String vietnamese, String english, String points, String before) {

    /** The terms of the next version in their order, then those that are gone. */
    static List<Preview> of(List<TermLine> today, List<TermLine> next) {
        Map<String, TermLine> left = new LinkedHashMap<>();
        today.forEach(line -> left.put(line.code(), line));
        List<Preview> all = new ArrayList<>();
        for (TermLine line : next) {
            Optional<TermLine> before = Optional.ofNullable(left.remove(line.code()));
            String change =
                    before.map(one -> one.equals(line) ? "same" : "changed").orElse("new");
            all.add(of(
                    change,
                    line,
                    before.map(TermLine::vietnamese)
                            .filter(label -> !label.equals(line.vietnamese()))
                            .orElse("")));
        }
        left.values().forEach(line -> all.add(of("gone", line, "")));
        return all;
    }

    private static Preview of(String change, TermLine line, String before) {
        return new Preview(
                change,
                line.code(),
                line.vietnamese(),
                line.english(),
                line.points().map(String::valueOf).orElse(""),
                before);
    }
}
