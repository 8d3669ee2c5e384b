/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import khue.run.CannotStart;
import khue.run.Credentials;
import khue.run.Khue;
import khue.run.Progress;
import khue.run.Settings;
import khue.testing.Ports;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every test of ADL's suite for both editions of the standard, against one build. Its name is not one that Maven looks
 * for: only the profile {@code conformance} runs it.
 */
class AdlSuite {

    private static final Credentials KEY = new Credentials("conformance", "a-secret-for-the-suite-only");
    private static final Path CONSOLES = Path.of("target", "conformance");

    private static Suite suite;

    @BeforeAll
    static void findTheSuite() throws IOException {
        String directory = System.getProperty("suite", "");
        assertThat(directory).as("-Dsuite=/path/to/lrs-conformance-test-suite").isNotBlank();
        suite = new Suite(Path.of(directory).toAbsolutePath());
        Files.createDirectories(CONSOLES);
    }

    /**
     * The suite of each edition asks for that edition in the answer to a request without a version header, so each has a
     * store of its own that names it.
     */
    @ParameterizedTest(name = "xAPI {0}")
    @EnumSource
    void passesEveryTest(Edition edition, @TempDir Path data) throws Exception {
        SuiteResult result;
        try (Progress progress = new Progress(System.out);
                Khue khue = start(edition, data, progress)) {
            result = suite.run(
                    edition, URI.create(khue.settings().localUrl() + "/xapi"), KEY, CONSOLES.resolve(edition + ".txt"));
        }

        List<String> objections = result.objections(edition.expectedTotal());
        objections.forEach(System.out::println);
        System.out.println("xAPI " + edition + ": " + result);
        if (!objections.isEmpty()) {
            fail("xAPI %s: %s; what and why is told above".formatted(edition, result));
        }
    }

    private static Khue start(Edition edition, Path data, Progress progress) throws CannotStart, InterruptedException {
        return Khue.start(
                Settings.of(Map.of(
                        "KHUE_HTTP_PORT", Integer.toString(Ports.free()),
                        "KHUE_DATA_DIR", data.toString(),
                        "KHUE_LRS_KEY", KEY.name(),
                        "KHUE_LRS_SECRET", KEY.secret(),
                        "KHUE_XAPI_DEFAULT_VERSION", edition.number(),
                        "KHUE_SAMPLE_LMS", "false")),
                progress);
    }
}
