/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the suite's log of one run says.
 *
 * @param total how many tests the suite holds
 * @param failures the tests and set-ups that failed, each with its titles and the reason
 */
record SuiteResult(int total, int passed, int failed, List<String> failures) {

    static SuiteResult of(String log) throws IOException {
        JsonNode root = new ObjectMapper().readTree(log);
        JsonNode summary = root.path("summary");
        List<String> failures = new ArrayList<>();
        for (JsonNode section : root.path("log").path("tests")) {
            collect(section, "", failures);
        }
        return new SuiteResult(
                summary.path("total").intValue(),
                summary.path("passed").intValue(),
                summary.path("failed").intValue(),
                failures);
    }

    /**
     * Why this run does not show conformance; empty when it does. The suite's own exit code is the number of failures
     * modulo 256, and a test below a set-up that failed is neither passed nor failed: so everything is counted.
     */
    List<String> objections(int expectedTotal) {
        List<String> objections = new ArrayList<>(failures);
        if (failures.size() != failed) {
            objections.add("%d failures are counted, %d are in the log".formatted(failed, failures.size()));
        }
        if (passed + failed != total) {
            objections.add("%d tests never ran".formatted(total - passed - failed));
        }
        if (total != expectedTotal) {
            objections.add(
                    "the suite holds %d tests, not %d: see docs/how-to/conformance.md".formatted(total, expectedTotal));
        }
        return objections;
    }

    @Override
    public String toString() {
        return "%d passed, %d failed".formatted(passed, failed);
    }

    private static void collect(JsonNode node, String path, List<String> failures) {
        String titles =
                path + (path.isEmpty() ? "" : " » ") + node.path("title").asText();
        // A group that carries an error is one whose set-up failed; without one it only repeats what lies below it.
        if (node.hasNonNull("error")) {
            failures.add(titles + System.lineSeparator() + "    "
                    + node.path("error").asText().replaceAll("\\s+", " "));
        }
        for (JsonNode test : node.path("tests")) {
            collect(test, titles, failures);
        }
    }
}
