/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * What the {@code *IT} classes need, made once before the first of them: a private PostgreSQL, and for Arquillian a
 * domain of the unpacked server with free ports and the settings of this test.
 *
 * <p>The ports of a server that happens to run on this machine are never touched. Does nothing in a run without the
 * system property {@code payara.home}, which only failsafe sets.
 */
public final class ServerForTests implements LauncherSessionListener {

    /** Where the tools send their records; a test may listen there. */
    private static final String STORE = "store";

    /** Where the tools look for the OpenID provider by which people sign in; a test may be one there. */
    private static final String PROVIDER = "provider";

    /** The system property that tells a test outside the server the port of {@link #PROVIDER}. */
    public static final String PROVIDER_PORT = "khue.test.provider.port";

    public static final String KEY_SECRET = "a-secret-of-32-characters-or-more";
    public static final String FORMER_KEY_SECRET = "the-secret-of-before-is-as-long-as-that";

    private static final List<String> PORTS_OF_A_NEW_DOMAIN =
            List.of("8080", "8181", "4848", "8686", "7676", "3700", "3820", "3920", "6666", "9009", STORE, PROVIDER);

    private static final Set<String> NOT_COPIED =
            Set.of("applications", "autodeploy", "generated", "logs", "osgi-cache");
    private static final String DOMAIN = "lti-tools-it";

    /**
     * Compiled quickly rather than well, for a server that lives for minutes; what runs a million times over, such as hashing a password, is
     * compiled well all the same.
     */
    private static final List<String> JAVA_OPTIONS = List.of(
            "-XX:Tier4InvocationThreshold=200000",
            "-XX:Tier4MinInvocationThreshold=200000",
            "-XX:Tier4CompileThreshold=200000",
            "-XX:Tier4BackEdgeThreshold=4000000");

    private static EmbeddedPostgres postgres;
    private static String httpPort;
    private static String storePort;
    private static String providerPort;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty("payara.home") == null) {
            return;
        }
        try {
            postgres = EmbeddedPostgres.builder().start();
            makeDomain(Path.of(System.getProperty("payara.home"), "glassfish", "domains"));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot prepare the server for tests", failed);
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (postgres != null) {
            try {
                postgres.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private static void makeDomain(Path domains) throws IOException {
        Path domain = domains.resolve(DOMAIN);
        delete(domain);
        copy(domains.resolve("domain1"), domain);
        Map<String, String> ports = freePorts();
        httpPort = ports.get("8080");
        storePort = ports.get(STORE);
        providerPort = ports.get(PROVIDER);
        System.setProperty(PROVIDER_PORT, providerPort);
        Path settings = domain.resolve("config/domain.xml");
        String xml = Files.readString(settings);
        // As many as the run command sets: five, the default, would hold up a test of twenty at once.
        xml = xml.replace("name=\"http-thread-pool\"", "name=\"http-thread-pool\" max-thread-pool-size=\"128\"");
        for (Map.Entry<String, String> port : ports.entrySet()) {
            xml = xml.replace('"' + port.getKey() + '"', '"' + port.getValue() + '"');
        }
        xml = xml.replace("<jvm-options>-server</jvm-options>", "<jvm-options>-server</jvm-options>" + options());
        Files.writeString(settings, xml);
        System.setProperty("payara.domain", DOMAIN);
        System.setProperty("payara.adminPort", ports.get("4848"));
    }

    private static String options() {
        Map<String, String> settings = Map.ofEntries(
                Map.entry(
                        "khue.db.url",
                        postgres.getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", "")),
                Map.entry("khue.tools.db.user", "postgres"),
                Map.entry("khue.tools.db.password", "postgres"),
                Map.entry("khue.base.url", "http://localhost:" + httpPort),
                Map.entry("khue.store.url", "http://127.0.0.1:" + storePort),
                Map.entry("khue.store.key", "tools"),
                Map.entry("khue.store.secret", "a-secret"),
                Map.entry("khue.outbound.allow", "127.0.0.1"),
                Map.entry("khue.key.secret", KEY_SECRET),
                Map.entry("khue.key.secret.former", FORMER_KEY_SECRET),
                Map.entry("khue.admin.password", "admin-admin-1"),
                Map.entry("khue.oidc.issuer", "http://127.0.0.1:" + providerPort),
                Map.entry("khue.oidc.client.id", "khue"),
                Map.entry("khue.oidc.client.secret", "a-secret-of-the-provider"),
                Map.entry("khue.oidc.name", "School ID"));
        Stream<String> properties =
                settings.entrySet().stream().map(setting -> "-D" + setting.getKey() + "=" + setting.getValue());
        return Stream.concat(JAVA_OPTIONS.stream(), properties)
                .map(option -> "<jvm-options>" + option + "</jvm-options>")
                .collect(Collectors.joining());
    }

    private static Map<String, String> freePorts() throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < PORTS_OF_A_NEW_DOMAIN.size(); i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return PORTS_OF_A_NEW_DOMAIN.stream()
                    .collect(Collectors.toMap(
                            port -> port,
                            port -> Integer.toString(held.get(PORTS_OF_A_NEW_DOMAIN.indexOf(port))
                                    .getLocalPort())));
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path relative = from.relativize(file);
                if (!NOT_COPIED.contains(relative.getName(0).toString())) {
                    Files.copy(file, to.resolve(relative.toString()));
                }
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                    Files.delete(file);
                }
            }
        }
    }
}
