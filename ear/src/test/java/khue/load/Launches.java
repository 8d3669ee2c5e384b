/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import khue.load.client.Answer;
import khue.load.client.Connection;
import khue.load.client.Latencies;
import khue.load.client.Load;
import khue.load.client.Request;
import khue.run.CannotStart;
import khue.run.Progress;

/**
 * What a launch costs at our side: from the LMS's login initiation to the visit. Signing the token is the LMS's work and
 * not counted.
 */
final class Launches {

    private static final int IN_PARALLEL = 8;
    private static final int CONNECTIONS = 16;

    /** A school at the beginning of a lesson: a thousand within a minute. */
    private static final int PUPILS = 1_000;

    private static final Duration BETWEEN_PUPILS = Duration.ofMillis(60);

    private static final int PUPILS_AT_ONCE = 64;

    private final Options options;
    private final Report report;
    private final Console console;

    Launches(Options options, Report report, Console console) {
        this.options = options;
        this.report = report;
        this.console = console;
    }

    void measure(Path folder, Progress progress)
            throws IOException, SQLException, CannotStart, InterruptedException, JOSEException {
        try (LaunchNodes nodes = new LaunchNodes(folder, options, progress);
                LaunchingLms lms = new LaunchingLms(URI.create(nodes.site(0) + "/tools"));
                java.sql.Connection database = nodes.connect()) {
            report.fact("database of the launches", Machine.database(database));
            lms.register(database);
            eachAlone(nodes, lms);
            besideTheFloor(nodes, lms);
            aSchoolAtOnce(nodes, lms);
            nodes.add();
            aSchoolAtOnce(nodes, lms);
        }
    }

    /** Login and launch, one after the other. */
    private void eachAlone(LaunchNodes nodes, LaunchingLms lms) throws InterruptedException {
        Series series = new Series(options.launches());
        WarmUp warmUp = new WarmUp(options.warming());
        while (series.rounds() < options.rounds()) {
            long[] took = new long[options.launches()];
            Optional<Cpu> before = nodes.cpu();
            Load.Result result = Load.run(IN_PARALLEL, took.length, () -> new Pupils(nodes, lms) {
                @Override
                public Object work(int number) throws IOException {
                    Browser browser = new Browser(number);
                    Answer login = login(browser, 0);
                    took[number] = nanoseconds();
                    if (login.status() != 302) {
                        return "login " + login.status();
                    }
                    Answer launch = launch(browser, lms.token(number, browser.nonce), 0);
                    took[number] += nanoseconds();
                    return launch.status();
                }
            });
            refuseOthers(result, 303);
            Optional<Cpu> used = nodes.cpu().flatMap(now -> before.map(now::since));
            boolean counts = warmUp.isOver();
            if (counts) {
                series.add(
                        new Load.Result(result.elapsed(), Latencies.ofNanoseconds(List.of(took)), result.outcomes()),
                        used);
            } else {
                warmUp.add(result.aSecond(took.length), used);
            }
            console.say("login and launch: %s/s%s"
                    .formatted(Report.number(result.aSecond(took.length), 0), counts ? "" : ", warming up"));
        }
        report.figure(
                "login and launch × " + IN_PARALLEL,
                series.latencies() + ", " + series.processorTime(),
                series.milliseconds(95),
                Report.Target.atMost(40, "p95 ≤ 40 ms"));
    }

    /** Launches alone, with tokens that are signed already. */
    private void besideTheFloor(LaunchNodes nodes, LaunchingLms lms) throws SQLException, InterruptedException {
        Series figure = new Series(options.launches());
        Series floor = new Series(options.launches());
        WarmUp warmUp = new WarmUp(options.warming());
        while (figure.rounds() < options.rounds()) {
            Browser[] browsers = new Browser[options.launches()];
            refuseOthers(
                    Load.run(CONNECTIONS, browsers.length, () -> new Pupils(nodes, lms) {
                        @Override
                        public Object work(int number) throws IOException {
                            browsers[number] = new Browser(number);
                            return login(browsers[number], 0).status();
                        }
                    }),
                    302);
            List<String> tokens = Arrays.stream(browsers)
                    .parallel()
                    .map(browser -> lms.token(browser.pupil, browser.nonce))
                    .toList();
            Optional<Cpu> before = nodes.cpu();
            Load.Result result = Load.run(CONNECTIONS, browsers.length, () -> new Pupils(nodes, lms) {
                @Override
                public Object work(int number) throws IOException {
                    return launch(browsers[number], tokens.get(number), 0).status();
                }
            });
            refuseOthers(result, 303);
            Optional<Cpu> used = nodes.cpu().flatMap(now -> before.map(now::since));
            Load.Result bare = LaunchFloor.run(nodes, lms, tokens, CONNECTIONS);
            refuseOthers(bare, "committed");
            boolean counts = warmUp.isOver();
            console.say("launches, signed before: %s/s; floor: %s/s%s"
                    .formatted(
                            Report.number(result.aSecond(browsers.length), 0),
                            Report.number(bare.aSecond(browsers.length), 0),
                            counts ? "" : ", warming up"));
            if (counts) {
                figure.add(result, used);
                floor.add(bare, Optional.empty());
            } else {
                warmUp.add(result.aSecond(browsers.length), used);
            }
        }
        report.ratio(
                "launches, signed before, × " + CONNECTIONS,
                figure.ofWork(),
                Report.number(floor.aSecond(), 0) + "/s",
                figure.aSecond() / floor.aSecond(),
                Optional.of(Report.Target.atLeast(0.30, "≥ 0.30 × floor")));
    }

    /** Pupils who have never come before, each at its time; with two servers each request goes to the other one. */
    private void aSchoolAtOnce(LaunchNodes nodes, LaunchingLms lms) throws InterruptedException {
        int pupils = Math.min(PUPILS, options.launches());
        int firstPupil = 1_000_000 * nodes.count();
        List<String> steps = List.of("login", "launch", "page");
        long[][] took = new long[steps.size()][pupils];
        long start = System.nanoTime();
        Load.Result result = Load.run(Math.min(PUPILS_AT_ONCE, pupils), pupils, () -> new Pupils(nodes, lms) {
            @Override
            public Object work(int number) throws IOException {
                waitUntil(start + number * BETWEEN_PUPILS.toNanos());
                Browser browser = new Browser(firstPupil + number);
                Answer login = login(browser, number % nodes.count());
                took[0][number] = nanoseconds();
                if (login.status() != 302) {
                    return "login " + login.status();
                }
                Answer launch = launch(browser, lms.token(browser.pupil, browser.nonce), (number + 1) % nodes.count());
                took[1][number] = nanoseconds();
                if (launch.status() != 303) {
                    return "launch " + launch.status();
                }
                Answer page = page(browser, launch, number % nodes.count());
                took[2][number] = nanoseconds();
                return page.status();
            }
        });
        console.say("%d pupils: %s".formatted(pupils, result.outcomes()));
        String work = "%s pupils, one each %d ms, %d server%s"
                .formatted(
                        Report.number(pupils, 0),
                        BETWEEN_PUPILS.toMillis(),
                        nodes.count(),
                        nodes.count() == 1 ? "" : "s");
        report.figure(
                work + ": answers other than expected",
                result.otherThan(200) == 0 ? "none" : result.outcomes().toString(),
                result.otherThan(200),
                Report.Target.atMost(0, "none"));
        for (int step = 0; step < steps.size(); step++) {
            Latencies latencies = Latencies.ofNanoseconds(List.of(took[step]));
            double p95 = latencies.percentile(95).toNanos() / 1e6;
            report.figure(
                    "– " + steps.get(step),
                    "p50 %s ms, p95 %s ms, slowest %s ms"
                            .formatted(
                                    Report.number(latencies.percentile(50).toNanos() / 1e6, 1),
                                    Report.number(p95, 1),
                                    Report.number(latencies.percentile(100).toNanos() / 1e6, 1)),
                    p95,
                    Report.Target.atMost(500, "p95 ≤ 500 ms"));
        }
    }

    private static void waitUntil(long time) {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void refuseOthers(Load.Result result, Object expected) {
        if (result.otherThan(expected) > 0) {
            throw new IllegalStateException("every answer should be " + expected + ": " + result.outcomes());
        }
    }

    /** Of a query; empty when it is not there. */
    static String parameter(String name, String location) {
        return Arrays.stream(location.replaceFirst("[^?]*\\?", "").split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }

    /** What a pupil's browser keeps. */
    private static final class Browser {

        private final int pupil;
        private final List<String> cookies = new ArrayList<>();
        private String state = "";
        private String nonce = "";

        Browser(int pupil) {
            this.pupil = pupil;
        }

        void keepCookies(Answer answer) {
            answer.header("Set-Cookie").stream()
                    .map(cookie -> cookie.split(";", 2)[0])
                    .forEach(cookies::add);
        }
    }

    /** Sends the requests of browsers, over a connection to each server. */
    private abstract static class Pupils implements Load.Worker {

        private final LaunchNodes nodes;
        private final LaunchingLms lms;
        private final List<Connection> connections = new ArrayList<>();
        private long took;

        Pupils(LaunchNodes nodes, LaunchingLms lms) throws IOException {
            this.nodes = nodes;
            this.lms = lms;
            for (int node = 0; node < nodes.count(); node++) {
                connections.add(Connection.to("127.0.0.1", nodes.site(node).getPort()));
            }
        }

        Answer login(Browser browser, int node) throws IOException {
            Answer answer = send(Request.page(nodes.site(0), lms.login(browser.pupil), List.of()), node);
            String location = String.join("", answer.header("Location"));
            browser.state = parameter("state", location);
            browser.nonce = parameter("nonce", location);
            browser.keepCookies(answer);
            return answer;
        }

        Answer launch(Browser browser, String token, int node) throws IOException {
            Answer answer = send(
                    Request.form(
                            nodes.site(0),
                            "/tools/lti/launch",
                            browser.cookies,
                            "state=" + browser.state + "&id_token=" + token),
                    node);
            browser.keepCookies(answer);
            return answer;
        }

        Answer page(Browser browser, Answer launch, int node) throws IOException {
            String path = URI.create(launch.header("Location").get(0)).getRawPath();
            return send(Request.page(nodes.site(0), path, browser.cookies), node);
        }

        private Answer send(Request request, int node) throws IOException {
            long before = System.nanoTime();
            Answer answer = connections.get(node).send(request);
            took = System.nanoTime() - before;
            return answer;
        }

        /** How long the last answer took. */
        long nanoseconds() {
            return took;
        }

        @Override
        public void close() throws IOException {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }
}
