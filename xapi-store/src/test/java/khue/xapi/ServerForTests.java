/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi;

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
import javax.sql.DataSource;
import no.nav.security.mock.oauth2.MockOAuth2Server;
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

    /** The settings of the store under test. */
    public static final Map<String, String> KEYS = Map.of(
            "khue.lrs.key", "everything",
            "khue.lrs.secret", "a secret that a person chose",
            "khue.store.key", "tools",
            "khue.store.secret", "another secret");

    static final int THREADS = 128;
    static final int LONGEST_BODY_IN_SECONDS = 3;
    static final int LONGEST_STANDSTILL_IN_SECONDS = 6;

    /** Beside those of the domain: where the OpenID provider will listen when a test asks for it. */
    private static final String PORT_OF_THE_PROVIDER = "OpenID";

    private static final List<String> PORTS_OF_A_NEW_DOMAIN = List.of(
            "8080", "8181", "4848", "8686", "7676", "3700", "3820", "3920", "6666", "9009", PORT_OF_THE_PROVIDER);
    private static final Set<String> NOT_COPIED =
            Set.of("applications", "autodeploy", "generated", "logs", "osgi-cache");
    private static final String DOMAIN = "xapi-store-it";

    private static EmbeddedPostgres postgres;
    private static Path domain;
    private static String httpPort;
    private static String providerPort;
    private static MockOAuth2Server provider;

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
        if (provider != null) {
            provider.shutdown();
        }
        if (postgres != null) {
            try {
                postgres.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    /** An empty database of its own for a test class. */
    public static DataSource newDatabase(String name) {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
            return postgres.getDatabase("postgres", name);
        } catch (java.sql.SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** A database of {@link #newDatabase} as somebody else sees it. */
    public static DataSource databaseAs(String user, String name) {
        return postgres.getDatabase(user, name);
    }

    /** Where the server answers, without a slash at the end. */
    public static String address() {
        return "http://127.0.0.1:" + httpPort;
    }

    /** The provider whose tokens the server takes, as an issuer, an audience and xAPI's own scopes. */
    static synchronized MockOAuth2Server openIdProvider() {
        if (provider == null) {
            provider = new MockOAuth2Server();
            provider.start(InetAddress.getLoopbackAddress(), Integer.parseInt(providerPort));
            // Its first token takes it seconds on a busy machine; no request of the store should have to wait for that.
            provider.issueToken("schools", "nobody", "nothing", Map.of());
        }
        return provider;
    }

    static String issuer() {
        return "http://localhost:" + providerPort + "/schools";
    }

    /** The directory of the server's domain. */
    static Path domain() {
        return domain;
    }

    static DataSource databaseOfTheServer() {
        return postgres.getPostgresDatabase();
    }

    private static void makeDomain(Path domains) throws IOException {
        domain = domains.resolve(DOMAIN);
        delete(domain);
        copy(domains.resolve("domain1"), domain);
        Map<String, String> ports = freePorts();
        httpPort = ports.get("8080");
        providerPort = ports.get(PORT_OF_THE_PROVIDER);
        Path settings = domain.resolve("config/domain.xml");
        String xml = Files.readString(settings);
        for (Map.Entry<String, String> port : ports.entrySet()) {
            xml = xml.replace('"' + port.getKey() + '"', '"' + port.getValue() + '"');
        }
        xml = xml.replace(
                "<thread-pool name=\"http-thread-pool\"",
                "<thread-pool name=\"http-thread-pool\" max-thread-pool-size=\"" + THREADS + "\"");
        xml = xml.replace(
                "<transport name=\"tcp\"",
                "<transport name=\"tcp\" read-timeout-millis=\"" + LONGEST_STANDSTILL_IN_SECONDS * 1000
                        + "\" write-timeout-millis=\"" + LONGEST_STANDSTILL_IN_SECONDS * 1000 + "\"");
        xml = xml.replace("<jvm-options>-server</jvm-options>", "<jvm-options>-server</jvm-options>" + options());
        Files.writeString(settings, xml);
        System.setProperty("payara.domain", DOMAIN);
        System.setProperty("payara.adminPort", ports.get("4848"));
    }

    private static String options() {
        Map<String, String> tokens = Map.of("khue.xapi.oidc.issuer", issuer(), "khue.xapi.oidc.audience", "khue-lrs");
        Map<String, String> database = Map.of(
                "khue.db.url",
                postgres.getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", ""),
                "khue.xapi.db.user",
                "postgres",
                "khue.xapi.db.password",
                "postgres",
                "khue.base.url",
                address(),
                "khue.xapi.max.page",
                "100000",
                "khue.xapi.max.seconds",
                Integer.toString(LONGEST_BODY_IN_SECONDS));
        return Stream.of(database, tokens, KEYS)
                .flatMap(settings -> settings.entrySet().stream())
                .map(setting -> "<jvm-options>-D" + setting.getKey() + "=" + setting.getValue() + "</jvm-options>")
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
