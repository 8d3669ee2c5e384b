/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import khue.tools.lti.refusals.Case;
import khue.tools.testing.ScriptedServer;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls a real server on loopback, by names that the test resolves. */
class OutboundTest {

    private final ScriptedServer lms = new ScriptedServer();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);

    @AfterEach
    void stop() {
        lms.close();
        timer.shutdownNow();
    }

    @Test
    void callsAHostThatTheOperatorListed() {
        lms.answers(200, "{\"a\":1}");

        OutboundResponse response = outbound("127.0.0.1").send(get(lms.url("/keys")));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text()).isEqualTo("{\"a\":1}");
    }

    @Test
    void sendsExactlyTheMediaTypeThatItIsTold() {
        lms.answers(204);

        outbound("127.0.0.1")
                .send(OutboundRequest.post(lms.url("/scores"), "application/vnd.ims.lis.v1.score+json", "{}")
                        .with("Authorization", "Bearer t"));

        assertThat(lms.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.header("Content-type")).isEqualTo("application/vnd.ims.lis.v1.score+json");
            assertThat(asked.header("Authorization")).isEqualTo("Bearer t");
            assertThat(asked.body()).isEqualTo("{}");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://lms.example.vn/",
                "ftp://127.0.0.1/",
                "file:///etc/passwd",
                "/relative",
                "https://user@lms.example.vn/",
                "http://169.254.169.254/latest/meta-data"
            })
    @Case(value = 71, outcome = "NOT_HTTPS")
    void refusesWhatIsNotHttps(String url) {
        failsFor(OutboundFailed.Cause.NOT_HTTPS, outbound(), URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://169.254.169.254/",
                "https://2130706433/",
                "https://0/"
            })
    @Case(value = 71, outcome = "PRIVATE_ADDRESS")
    void refusesAnAddressThatIsNotPublicHoweverItIsWritten(String url) {
        assertThatThrownBy(() -> outbound().send(get(URI.create(url))))
                .isInstanceOfSatisfying(
                        OutboundFailed.class,
                        failed -> assertThat(failed.reason())
                                .isIn(OutboundFailed.Cause.PRIVATE_ADDRESS, OutboundFailed.Cause.UNREACHABLE));
    }

    /** However a URL writes this machine's own address, nobody who listens there hears of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "2130706433",
                "0x7f000001",
                "0177.0.0.1",
                "0.0.0.0",
                "0",
                "localhost",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[0:0:0:0:0:0:0:1]"
            })
    @Case(value = 71, outcome = "refused")
    void neverKnocksAtThisMachinesOwnDoor(String host) throws IOException {
        try (ServerSocket door = new ServerSocket(0)) {
            door.setSoTimeout(100);
            URI url = URI.create("https://" + host + ":" + door.getLocalPort() + "/");

            assertThatThrownBy(() -> outbound().send(get(url))).isInstanceOf(OutboundFailed.class);
            assertThatThrownBy(door::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    /** DNS rebinding: a name that is public when it is checked (a sinkhole of RFC 7535), and this machine when it is called. */
    @Test
    @Case(value = 71, outcome = "PRIVATE_ADDRESS")
    void callsTheAddressThatItCheckedAndNoOther() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        DnsResolver rebinding = resolver(host -> asked.getAndIncrement() == 0 ? "192.31.196.1" : "127.0.0.1");
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            door.setSoTimeout(100);
            URI url = URI.create("https://lms.example.vn:" + door.getLocalPort() + "/");
            Outbound outbound = new Outbound(Set.of(), rebinding, timer, Duration.ofMillis(300));

            assertThatThrownBy(() -> outbound.send(get(url))).isInstanceOf(OutboundFailed.class);
            assertThat(asked.get()).as("times that the name was resolved").isEqualTo(1);
            failsFor(OutboundFailed.Cause.PRIVATE_ADDRESS, outbound, url);
            assertThatThrownBy(door::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://169.254.169.254/latest/meta-data", "http://[fd00:ec2::254]/", "//10.0.0.1/"})
    @Case(value = 71, outcome = "FOREIGN_REDIRECT")
    void followsNoRedirectToAPrivateAddress(String location) {
        lms.answers(302, "", Map.of("Location", location));

        failsFor(OutboundFailed.Cause.FOREIGN_REDIRECT, outbound("127.0.0.1"), lms.url("/"));
        assertThat(lms.asked()).hasSize(1);
    }

    @Test
    @Case(value = 71, outcome = "PRIVATE_ADDRESS")
    void refusesANameThatLeadsToAPrivateAddress() {
        failsFor(OutboundFailed.Cause.PRIVATE_ADDRESS, resolving("10.0.0.1"), URI.create("https://lms.example.vn/"));
    }

    @Test
    @Case(value = 71, outcome = "PRIVATE_ADDRESS")
    void refusesANameThatLeadsToAPublicAndToAPrivateAddress() {
        failsFor(
                OutboundFailed.Cause.PRIVATE_ADDRESS,
                resolving("1.1.1.1", "127.0.0.1"),
                URI.create("https://lms.example.vn/"));
    }

    @Test
    void followsARedirectOnTheSameHost() {
        lms.answers(302, "", Map.of("Location", "/there")).answers(200, "here");

        assertThat(outbound("127.0.0.1").send(get(lms.url("/"))).text()).isEqualTo("here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost/", "https://127.0.0.1/", "http://127.0.0.1:1/", "http://169.254.169.254/", ":"
            })
    @Case(value = 71, outcome = "FOREIGN_REDIRECT")
    void followsNoRedirectElsewhere(String location) {
        lms.answers(302, "", Map.of("Location", location));

        failsFor(OutboundFailed.Cause.FOREIGN_REDIRECT, outbound("127.0.0.1", "localhost"), lms.url("/"));
    }

    @Test
    void followsNoRedirectInCircles() {
        for (int i = 0; i < 10; i++) {
            lms.answers(302, "", Map.of("Location", "/"));
        }

        failsFor(OutboundFailed.Cause.FOREIGN_REDIRECT, outbound("127.0.0.1"), lms.url("/"));
        assertThat(lms.asked()).hasSizeLessThan(6);
    }

    @Test
    void doesNotRepeatAPostSomewhereElse() {
        lms.answers(307, "", Map.of("Location", "/there"));

        assertThat(outbound("127.0.0.1")
                        .send(OutboundRequest.post(lms.url("/"), "text/plain", "x"))
                        .status())
                .isEqualTo(307);
    }

    @Test
    @Case(value = 72, outcome = "TOO_LARGE")
    void readsNoMoreThanItSaid() {
        lms.answers(200, "x".repeat(Outbound.LARGEST)).answers(200, "x".repeat(Outbound.LARGEST + 1));

        Outbound outbound = outbound("127.0.0.1");
        assertThat(outbound.send(get(lms.url("/"))).body()).hasSize(Outbound.LARGEST);
        failsFor(OutboundFailed.Cause.TOO_LARGE, outbound, lms.url("/"));
    }

    @Test
    @Case(value = 72, outcome = "TOO_SLOW")
    void waitsNoLongerThanItSaidEvenWhenBytesKeepDripping() throws IOException {
        try (ServerSocket dripping = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            timer.execute(() -> drip(dripping));
            URI url = URI.create("http://127.0.0.1:" + dripping.getLocalPort() + "/");

            failsFor(
                    OutboundFailed.Cause.TOO_SLOW,
                    new Outbound(Set.of("127.0.0.1"), names("127.0.0.1"), watch(), Duration.ofMillis(500)),
                    url);
        }
    }

    @Test
    void saysThatNobodyIsThere() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        failsFor(OutboundFailed.Cause.UNREACHABLE, outbound("127.0.0.1"), URI.create("http://127.0.0.1:" + free + "/"));
    }

    private ScheduledExecutorService watch() {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        });
    }

    private static void drip(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 1_000; i++) {
                socket.getOutputStream().write('x');
                socket.getOutputStream().flush();
                Thread.sleep(50);
            }
        } catch (IOException | InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private Outbound outbound(String... allowed) {
        return new Outbound(Set.of(allowed), SystemDefaultDnsResolver.INSTANCE, timer, Duration.ofSeconds(5));
    }

    private Outbound resolving(String... addresses) {
        return new Outbound(Set.of(), names(addresses), timer, Duration.ofSeconds(5));
    }

    private static DnsResolver resolver(Function<String, String> address) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                return new InetAddress[] {InetAddress.getByName(address.apply(host))};
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    private static DnsResolver names(String... addresses) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                InetAddress[] resolved = new InetAddress[addresses.length];
                for (int i = 0; i < addresses.length; i++) {
                    resolved[i] = InetAddress.getByName(addresses[i]);
                }
                return resolved;
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    private static OutboundRequest get(URI url) {
        return OutboundRequest.get(url, "application/json");
    }

    private static void failsFor(OutboundFailed.Cause cause, Outbound outbound, URI url) {
        assertThatThrownBy(() -> outbound.send(get(url)))
                .isInstanceOfSatisfying(
                        OutboundFailed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(cause));
    }
}
