/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import static khue.tools.testing.InServer.execute;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import khue.tools.settings.Settings;
import khue.tools.testing.GradedCourse;
import khue.tools.testing.InServer;
import khue.tools.testing.PageBrowser;
import khue.tools.web.Audience;
import khue.tools.web.Visitor;
import khue.tools.web.Visits;

/** A school of its own: an LMS with one class, its pupils and its teachers, each with a browser. */
final class SchoolOfTheTest {

    final GradedCourse course = GradedCourse.make("http://127.0.0.1:1/" + UUID.randomUUID());

    private final Visits visits = InServer.bean(Visits.class);
    private final Settings settings = InServer.bean(Settings.class);

    /** A teacher of the class who came by its link. */
    PageBrowser teacher() {
        return browser(person("Cô Thu Hà", "TEACHER"), Audience.TEACHER);
    }

    PageBrowser browser(UUID person, Audience audience) {
        String secret = visits.begin(visitor(person, audience));
        return new PageBrowser(settings.baseUrl().toString()).visiting(secret);
    }

    private Visitor visitor(UUID person, Audience audience) {
        boolean fromTheLms = audience != Audience.GUARDIAN;
        return new Visitor(
                audience,
                Optional.of(person),
                Optional.of(course.course()).filter(any -> fromTheLms),
                Optional.of(course.link()).filter(any -> fromTheLms),
                Optional.empty(),
                Locale.forLanguageTag("vi"),
                Optional.empty(),
                Optional.empty());
    }

    List<UUID> pupils(int number) {
        List<UUID> pupils = new ArrayList<>();
        for (int i = 1; i <= number; i++) {
            pupils.add(person("Nguyễn Minh " + i, "LEARNER"));
        }
        return pupils;
    }

    /** A pupil who has come by the link of the class, with a browser. */
    PageBrowser arrived(UUID pupil) {
        PageBrowser browser = browser(pupil, Audience.LEARNER);
        Optional<UUID> item = InServer.texts(
                        "SELECT CAST(item AS text) FROM tools.resource_link WHERE id = ? AND item IS NOT NULL",
                        course.link())
                .stream()
                .map(UUID::fromString)
                .findFirst();
        InServer.bean(PortfolioTool.class).arrival(visitor(pupil, Audience.LEARNER), item);
        return browser;
    }

    private UUID person(String name, String role) {
        UUID id = UUID.randomUUID();
        execute("INSERT INTO person (id, display_name, created_at) VALUES (?, ?, now())", id, name);
        execute(
                "INSERT INTO membership (course_id, person_id, role, active, seen_at) VALUES (?, ?, ?, true, now())",
                course.course(),
                id,
                role);
        return id;
    }
}
