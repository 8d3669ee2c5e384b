/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import khue.run.CannotStart;
import khue.run.Credentials;
import khue.run.Database;
import khue.run.Khue;
import khue.run.Progress;
import khue.run.Settings;
import khue.samplelms.SampleLms;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One Khuê with its sample LMS, started by the first test that asks for it and stopped after the last one. A test class
 * asks with {@code @ExtendWith(RunningKhue.Extension.class)} and a parameter of this type. What tests leave behind stays:
 * each works with things of its own.
 */
public final class RunningKhue implements AutoCloseable {

    /** Compiled quickly rather than well: the server is ready in half the time, and nothing here runs for long. */
    public static final String JAVA_OPTIONS = "-Xmx1g -XX:TieredStopAtLevel=1";

    /**
     * The same, except that what runs a million times over is compiled well all the same: hashing a password takes a tenth of a second then
     * instead of one, and many people sign in here.
     */
    private static final String JAVA_OPTIONS_TO_SIGN_IN_WITH =
            "-Xmx1g -XX:Tier4InvocationThreshold=200000 -XX:Tier4MinInvocationThreshold=200000"
                    + " -XX:Tier4CompileThreshold=200000 -XX:Tier4BackEdgeThreshold=4000000";

    private static final Credentials LRS_KEY = new Credentials("tests", "a-secret-for-tests-only");
    private static final String ADMIN_PASSWORD = "a-password-for-tests-only";

    private final Path dataDirectory;
    private final Door storeDoor;
    private final Progress progress;
    private final Khue khue;

    /** One for a single test, which closes it: with settings of its own, or without the sample LMS's. */
    public static RunningKhue with(Map<String, String> settings) throws CannotStart, InterruptedException, IOException {
        return new RunningKhue(settings);
    }

    private RunningKhue(Map<String, String> settings) throws CannotStart, InterruptedException, IOException {
        dataDirectory = TestFolder.create("run");
        int port = Ports.free();
        storeDoor = Door.to(URI.create("http://127.0.0.1:" + port + "/xapi"));
        progress = new Progress(System.out);
        Map<String, String> environment = new TreeMap<>();
        environment.put("KHUE_HTTP_PORT", Integer.toString(port));
        environment.put("KHUE_SAMPLE_LMS_PORT", Integer.toString(Ports.free()));
        environment.put("KHUE_DATA_DIR", dataDirectory.toString());
        environment.put("KHUE_STORE_URL", storeDoor.url().toString());
        // Journeys count what they did themselves.
        environment.put("KHUE_SAMPLE_DATA", "false");
        environment.put("KHUE_LRS_KEY", LRS_KEY.name());
        environment.put("KHUE_LRS_SECRET", LRS_KEY.secret());
        environment.put("KHUE_ADMIN_PASSWORD", ADMIN_PASSWORD);
        environment.put("KHUE_JAVA_OPTS", JAVA_OPTIONS_TO_SIGN_IN_WITH);
        environment.putAll(settings);
        khue = start(Settings.of(environment));
    }

    private Khue start(Settings settings) throws CannotStart, InterruptedException {
        try {
            return Khue.start(settings, progress);
        } catch (CannotStart e) {
            progress.close();
            storeDoor.close();
            throw e;
        }
    }

    /** What browsers open, without a slash at its end. */
    public URI baseUrl() {
        return khue.settings().baseUrl();
    }

    /** The learning record store, whatever its door to the tools is. */
    public URI xapiUrl() {
        return URI.create(khue.settings().localUrl() + "/xapi");
    }

    /** A key of the store with the scope {@code all}. */
    public Credentials lrsKey() {
        return LRS_KEY;
    }

    /** The key of the store that the tools use. */
    public Credentials storeKey() {
        return khue.storeKey();
    }

    /** The password of the account {@code admin}. */
    public String adminPassword() {
        return ADMIN_PASSWORD;
    }

    public Path dataDirectory() {
        return dataDirectory;
    }

    /** To look into the tables of both applications. */
    public Database database() {
        return khue.database();
    }

    public SampleLms sampleLms() {
        return khue.sampleLms().orElseThrow();
    }

    /**
     * The tools' only way to the store: while it is shut, the store is down for them, and for nobody else. Whoever shuts
     * it opens it again.
     */
    public Door storeDoor() {
        return storeDoor;
    }

    /** Stops it; of its data directory only the logs stay, under target/khue-tests. */
    @Override
    public void close() throws IOException {
        khue.close();
        storeDoor.close();
        progress.close();
        TestFolder.keepLogsOnly(dataDirectory);
    }

    /** Starts it once for the whole run. */
    public static final class Extension implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == RunningKhue.class;
        }

        @Override
        public RunningKhue resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return WholeRun.share(context, RunningKhue.class, Extension::start);
        }

        private static RunningKhue start() {
            try {
                return new RunningKhue(Map.of());
            } catch (CannotStart | IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
