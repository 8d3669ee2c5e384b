/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import khue.samplelms.Options;
import khue.samplelms.SampleLms;
import khue.samplelms.school.Activity;
import khue.samplelms.school.Person;
import khue.samplelms.school.RegisteredTool;
import khue.samplelms.temperament.Temperament;
import khue.testing.RunningKhue;
import khue.testing.ThirdPartyCookies;

/**
 * A school with an LMS of its own, for journeys that begin when the LMS is registered already: no journey meets what another one left.
 * Whatever it does goes through the pages that people use; how it came to Khuê, without a screen: other journeys look at that.
 */
final class School implements AutoCloseable {

    private final RunningKhue khue;
    private final Browser browser;
    private final SampleLms lms;

    private School(RunningKhue khue, Browser browser, SampleLms lms) {
        this.khue = khue;
        this.browser = browser;
        this.lms = lms;
    }

    /** A school whose LMS is registered and waits for an administrator. */
    static School registered(RunningKhue khue, Browser browser, String name) {
        return registered(khue, browser, Options.defaults().withName(name));
    }

    private static School registered(RunningKhue khue, Browser browser, Options options) {
        School school = new School(khue, browser, started(options));
        school.plain().connect("new");
        return school;
    }

    /** A school whose LMS works with Khuê. */
    static School connected(RunningKhue khue, Browser browser, String name) {
        return connected(khue, browser, name, Temperament.MOODLE);
    }

    /** The same with an LMS of another kind. */
    static School connected(RunningKhue khue, Browser browser, String name, Temperament temperament) {
        return connected(khue, browser, name, Options.defaults().withTemperament(temperament));
    }

    /** The same with a class of so many. */
    static School connected(RunningKhue khue, Browser browser, String name, int pupils) {
        return connected(khue, browser, name, Options.defaults().withPupils(pupils));
    }

    private static School connected(RunningKhue khue, Browser browser, String name, Options options) {
        School school = registered(khue, browser, options.withName(name));
        school.plain().activate(school.tools("/admin/platforms/" + school.platform()), name);
        return school;
    }

    private static SampleLms started(Options options) {
        try {
            return SampleLms.start(options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SampleLms lms() {
        return lms;
    }

    Person teacher() {
        return lms.people().teacher();
    }

    /** The first of three. */
    Person pupil() {
        return lms.people().pupils().get(0);
    }

    /** The same school, for what is done without a screen. */
    PlainSchool plain() {
        return new PlainSchool(lms, tools(""), khue.adminPassword());
    }

    /** Khuê, as the LMS knows it. */
    RegisteredTool tool() {
        return lms.school().tools().get(0);
    }

    /** The LMS, as Khuê knows it. */
    UUID platform() {
        return platform(khue, tool());
    }

    /** The LMS that knows Khuê by this registration. */
    static UUID platform(RunningKhue khue, RegisteredTool tool) {
        try {
            return UUID.fromString(Rows.texts(
                            khue.database().connectAsTools(),
                            "SELECT id FROM platform WHERE client_id = ?",
                            tool.clientId())
                    .get(0));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An address of the tools. */
    String tools(String path) {
        return khue.baseUrl() + "/tools" + path;
    }

    /** A window in which Khuê's administrator has signed in. */
    Window administrator() {
        Window window = browser.desk("vi").open(tools("/signin"));
        window.page().locator("#f-name").fill("admin");
        window.page().locator("#f-password").fill(khue.adminPassword());
        window.page().locator("main form .btn-primary").click();
        window.page().waitForURL(url -> !url.contains("/signin"));
        return window;
    }

    /** A computer on which somebody has signed in to the LMS. */
    Window desk(Person person, String language) {
        return signedIn(browser.desk(language), person, language);
    }

    /** The same where the browser has another opinion of third-party cookies. */
    Window desk(Person person, String language, ThirdPartyCookies cookies) {
        return signedIn(browser.desk(language, cookies), person, language);
    }

    /** The same with a telephone. */
    Window phone(Person person, String language) {
        return signedIn(browser.phone(language), person, language);
    }

    private Window signedIn(Window window, Person person, String language) {
        window.context().addCookies(List.of(new Cookie("samplelms_language", language).setUrl(lms.baseUrl())));
        window.open(lms.baseUrl());
        window.page().locator("button[value='" + person.id() + "']").click();
        window.page().waitForURL("**/course");
        return window;
    }

    /** A teacher adds something to the course, where the tool asks for it. */
    Activity add(String newLink, String title) {
        Set<Activity> before = new HashSet<>(lms.school().activities());
        try (Window window = desk(teacher(), "vi")) {
            window.open(lms.baseUrl() + "/course/add/" + tool().clientId() + "/launch?target=window");
            window.page().waitForURL(this::isArrival);
            window.open(tools(newLink));
            Locator form = window.page().locator("main form:has(.btn-primary)");
            fill(form, title);
            form.locator(".btn-primary").click();
            window.page().waitForURL(lms.baseUrl() + "/course?added=1");
        }
        return lms.school().activities().stream()
                .filter(activity -> !before.contains(activity))
                .findFirst()
                .orElseThrow();
    }

    /** Writes the same words wherever words can be written, and takes the first of each choice. */
    static void fill(Locator form, String words) {
        form.locator("input[type=text]:visible, textarea:visible").all().forEach(field -> field.fill(words));
        Set<String> chosen = new HashSet<>();
        for (Locator choice : form.locator("input[type=radio]").all()) {
            if (chosen.add(choice.getAttribute("name"))) {
                choice.check();
            }
        }
    }

    /** The id that Khuê gave to what an activity opens. */
    static UUID item(Activity activity) {
        return UUID.fromString(activity.custom().get("khue_item"));
    }

    /** The LMS's page with the activity in a frame. */
    String page(Activity activity) {
        return lms.baseUrl() + "/course/activities/" + activity.id();
    }

    /** Opens an activity in the whole window, and returns when the launch has arrived. */
    void launch(Window window, Activity activity) {
        window.open(page(activity) + "/launch?target=window");
        window.page().waitForURL(this::isArrival);
    }

    /** Whether an address is one of the pages that launches lead to. */
    boolean isArrival(String url) {
        return url.startsWith(tools("/"))
                && !url.startsWith(tools("/lti/login"))
                && !url.startsWith(tools("/lti/launch"));
    }

    @Override
    public void close() {
        lms.close();
    }
}
