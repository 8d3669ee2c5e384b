/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import com.nimbusds.jose.JOSEException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import khue.load.client.Answer;
import khue.load.client.Connection;
import khue.load.client.Load;
import khue.load.client.Request;
import khue.run.CannotStart;
import khue.run.Progress;

/** What the pages cost that a teacher and a class look at most, beside a file that the same server only hands out. */
final class Pages {

    private static final int TEACHER = 1;
    private static final int PUPIL = 2;
    private static final Pattern ASSET = Pattern.compile("(?:href|src)=\"(/tools/(?:assets|webjars)/[^\"#]+)");
    private static final Report.Target QUICK = Report.Target.atMost(150, "p95 ≤ 150 ms");

    /** What a weak phone's line carries in a moment. */
    private static final int LIGHT = 120;

    private final Options options;
    private final Report report;
    private final Console console;

    Pages(Options options, Report report, Console console) {
        this.options = options;
        this.report = report;
        this.console = console;
    }

    /** One of the pages, for whoever has these cookies. */
    private record Page(String name, String path, List<String> cookies) {}

    void measure(Path folder, Progress progress)
            throws IOException, SQLException, CannotStart, InterruptedException, JOSEException {
        try (LaunchNodes nodes = new LaunchNodes(folder, options, progress);
                LaunchingLms lms = new LaunchingLms(URI.create(nodes.site(0) + "/tools"));
                java.sql.Connection database = nodes.connect()) {
            report.fact("database of the pages", Machine.database(database));
            lms.register(database);
            List<String> teacher = new ArrayList<>();
            arrive(nodes.site(0), lms, TEACHER, LaunchingLms.INSTRUCTOR, teacher);
            Classroom classroom = Classroom.furnish(database, lms.link(TEACHER));
            List<String> pupil = new ArrayList<>();
            String own = arrive(nodes.site(0), lms, PUPIL, LaunchingLms.LEARNER, pupil);
            String queue = "/tools/portfolio/projects/" + classroom.project();
            List<Page> pages = List.of(
                    new Page(
                            "queue of %d pupils × %d pieces".formatted(Classroom.PUPILS, Classroom.PIECES),
                            queue,
                            teacher),
                    new Page(
                            "one work of it",
                            "/tools/portfolio/works/" + classroom.works().get(7),
                            teacher),
                    new Page("the class sheet", "/tools/portfolio/sheet", teacher),
                    new Page("a pupil's own page", own, pupil));
            Page floor = new Page(
                    "", assets(whole(nodes.site(0), pages.get(0))).iterator().next(), teacher);
            for (Page page : pages) {
                weigh(nodes.site(0), page);
                for (int connections : List.of(1, Options.CONNECTIONS)) {
                    besideTheFloor(nodes, page, floor, connections);
                }
            }
        }
    }

    /** @return the path of the page that the launch leads to */
    private static String arrive(URI site, LaunchingLms lms, int person, String role, List<String> cookies)
            throws IOException {
        try (Connection connection = Connection.to(site.getHost(), site.getPort())) {
            Answer login = connection.send(Request.page(site, lms.login(person), List.of()));
            String asked = String.join("", login.header("Location"));
            keepCookies(login, cookies);
            String form = "state=" + Launches.parameter("state", asked) + "&id_token="
                    + lms.token(person, role, Launches.parameter("nonce", asked));
            Answer launch = connection.send(Request.form(site, "/tools/lti/launch", cookies, form));
            if (launch.status() != 303) {
                throw new IllegalStateException(
                        "a launch should lead to a page, not be answered by " + launch.status());
            }
            keepCookies(launch, cookies);
            return URI.create(launch.header("Location").get(0)).getRawPath();
        }
    }

    private static void keepCookies(Answer answer, List<String> cookies) {
        answer.header("Set-Cookie").stream()
                .map(cookie -> cookie.split(";", 2)[0])
                .forEach(cookies::add);
    }

    /** What a first look transfers: the page with its styles, scripts and icons, each with its headers, without pictures of works. */
    private void weigh(URI site, Page page) throws IOException {
        long bytes = 0;
        try (Connection connection = Connection.to(site.getHost(), site.getPort())) {
            bytes += transferred(connection.send(Request.page(site, page.path(), page.cookies())));
            for (String asset : assets(whole(site, page))) {
                bytes += transferred(connection.send(Request.page(site, asset, page.cookies())));
            }
        }
        double kilobytes = bytes / 1024.0;
        report.figure(
                page.name() + ": transferred by a first look, without pictures",
                Report.number(kilobytes, 1) + " KB",
                kilobytes,
                Report.Target.atMost(LIGHT, "≤ " + LIGHT + " KB"));
    }

    private static long transferred(Answer answer) {
        if (!answer.isOk()) {
            throw new IllegalStateException("a page should be there, not be answered by " + answer.status());
        }
        return answer.length()
                + answer.headers().stream().mapToInt(line -> line.length() + 2).sum();
    }

    private static String whole(URI site, Page page) throws IOException {
        try (Connection connection = Connection.to(site.getHost(), site.getPort())) {
            Answer answer = connection.send(Request.page(site, page.path(), page.cookies()));
            try (GZIPInputStream unpacked =
                    new GZIPInputStream(new ByteArrayInputStream(answer.body(), 0, answer.length()))) {
                return new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    private static Set<String> assets(String html) {
        return ASSET.matcher(html)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(TreeSet::new, Set::add, Set::addAll);
    }

    private void besideTheFloor(LaunchNodes nodes, Page page, Page floor, int connections) throws InterruptedException {
        Series figure = new Series(options.asked());
        Series bare = new Series(options.asked());
        WarmUp warmUp = new WarmUp(options.warming());
        while (figure.rounds() < options.rounds()) {
            Optional<Cpu> before = nodes.cpu();
            Load.Result result = ask(nodes, page, connections);
            Optional<Cpu> used = nodes.cpu().flatMap(now -> before.map(now::since));
            Load.Result handedOut = ask(nodes, floor, connections);
            boolean counts = warmUp.isOver();
            console.say("%s × %d: %s/s%s"
                    .formatted(
                            page.name(),
                            connections,
                            Report.number(result.aSecond(options.asked()), 0),
                            counts ? "" : ", warming up"));
            if (counts) {
                figure.add(result, used);
                bare.add(handedOut, Optional.empty());
            } else {
                warmUp.add(result.aSecond(options.asked()), used);
            }
        }
        report.figure(
                "%s, %d connection%s".formatted(page.name(), connections, connections == 1 ? "" : "s"),
                figure.latencies() + ", " + figure.processorTime(),
                bare.latencies(),
                OptionalDouble.of(bare.milliseconds(50) / figure.milliseconds(50)),
                figure.milliseconds(95),
                QUICK);
    }

    private Load.Result ask(LaunchNodes nodes, Page page, int connections) throws InterruptedException {
        Request request = Request.page(nodes.site(0), page.path(), page.cookies());
        Load.Result result = Load.run(connections, options.asked(), () -> {
            Connection connection = Connection.to("127.0.0.1", nodes.site(0).getPort());
            return new Load.Worker() {
                @Override
                public Object work(int number) throws IOException {
                    return connection.send(request).status();
                }

                @Override
                public void close() throws IOException {
                    connection.close();
                }
            };
        });
        if (result.otherThan(200) > 0) {
            throw new IllegalStateException("every answer should be 200: " + result.outcomes());
        }
        return result;
    }
}
