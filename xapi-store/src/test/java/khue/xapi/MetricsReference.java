/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What docs/reference/metrics.md says that there is. */
final class MetricsReference {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` .*$");
    private static final String NOT_AT_ONCE = "missing before the first";

    private MetricsReference() {}

    static Set<String> names() throws IOException {
        return ROW.matcher(text()).results().map(row -> row.group(1)).collect(Collectors.toSet());
    }

    /** Those that do not wait for something to happen first. */
    static Set<String> namesThatAreAlwaysThere() throws IOException {
        return ROW.matcher(text())
                .results()
                .filter(row -> !row.group().contains(NOT_AT_ONCE))
                .map(row -> row.group(1))
                .collect(Collectors.toSet());
    }

    /** Of a sample or a page about samples: without what a histogram adds to its name. */
    static Set<String> namesIn(String text) {
        return Pattern.compile("\\bxapi_\\w*[a-z]\\b")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .map(name -> name.replaceAll("_(bucket|sum|count)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text() throws IOException {
        return Files.readString(Path.of("../docs/reference/metrics.md"));
    }
}
