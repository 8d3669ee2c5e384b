/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import khue.load.LaunchingLms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A login begins at one of two servers and comes back to either; its answer opens the door once, however often and wherever it is brought. */
@ExtendWith(TwoNodes.Extension.class)
class LaunchesOnTwoNodesIT {

    private static final int PUPILS = 10;

    /** The first launch of a pupil goes another way than those that tell nothing new. */
    private static final int LAUNCHES = 3;

    private static final int AT_ONCE = 6;

    private final HttpClient http = HttpClient.newHttpClient();
    private final TwoNodes nodes;

    LaunchesOnTwoNodesIT(TwoNodes nodes) {
        this.nodes = nodes;
    }

    /** What a browser has after a login: the cookie, and what came with the LMS's address. */
    private record Login(String cookie, String state, String nonce) {}

    @Test
    void takeATokenOnceHoweverManyBringItToBothAtOnce() throws Exception {
        ExecutorService browsers = Executors.newFixedThreadPool(AT_ONCE);
        try (LaunchingLms lms = new LaunchingLms(nodes.urls().get(0).resolve("/tools"));
                Connection database = nodes.postgres().database().connectAsTools()) {
            lms.register(database);
            long visits = number(database, "select count(*) from tools.visit");

            for (int launch = 0; launch < LAUNCHES * PUPILS; launch++) {
                int pupil = launch % PUPILS;
                Login login = login(nodes.urls().get(launch % 2), lms.login(pupil));
                String answer = "state=" + login.state() + "&id_token=" + lms.token(pupil, login.nonce());

                assertThat(atOnce(browsers, answer, login.cookie()))
                        .hasSize(AT_ONCE)
                        .containsOnly(303, 403)
                        .containsOnlyOnce(303);
            }

            assertThat(number(database, "select count(*) from tools.visit")).isEqualTo(visits + LAUNCHES * PUPILS);
        } finally {
            browsers.shutdownNow();
        }
    }

    private Login login(URI node, String pathAndQuery) throws IOException, InterruptedException {
        HttpResponse<Void> answer =
                http.send(HttpRequest.newBuilder(node.resolve(pathAndQuery)).build(), BodyHandlers.discarding());
        assertThat(answer.statusCode()).isEqualTo(302);
        URI lms = URI.create(answer.headers().firstValue("Location").orElseThrow());
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        return new Login(cookie, parameter(lms, "state"), parameter(lms, "nonce"));
    }

    private static String parameter(URI address, String name) {
        return Arrays.stream(address.getRawQuery().split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow();
    }

    private List<Integer> atOnce(ExecutorService browsers, String answer, String cookie) throws Exception {
        CyclicBarrier together = new CyclicBarrier(AT_ONCE);
        List<Callable<Integer>> launches = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            HttpRequest launch = HttpRequest.newBuilder(nodes.urls().get(i % 2).resolve("/tools/lti/launch"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Cookie", cookie)
                    .POST(BodyPublishers.ofString(answer))
                    .build();
            launches.add(() -> {
                together.await();
                return http.send(launch, BodyHandlers.discarding()).statusCode();
            });
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> launched : browsers.invokeAll(launches)) {
            statuses.add(launched.get());
        }
        return statuses;
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
