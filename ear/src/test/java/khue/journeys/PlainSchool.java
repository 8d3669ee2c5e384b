/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import khue.journeys.PlainBrowser.Form;
import khue.journeys.PlainBrowser.Page;
import khue.samplelms.SampleLms;
import khue.samplelms.school.Activity;
import khue.samplelms.school.Course;
import khue.samplelms.school.Person;
import khue.samplelms.school.RegisteredTool;

/**
 * What the people of a school do with {@linkplain PlainBrowser plain browsers}: each step is a person's, and fails with the words of the page
 * where it ended.
 *
 * @param tools where Khuê's tools are, without a slash at its end
 * @param password of Khuê's administrator
 */
record PlainSchool(SampleLms lms, String tools, String password) {

    /** The first of the class. */
    Person pupil() {
        return lms.people().pupils().get(0);
    }

    /** Khuê, as the LMS knows it. */
    RegisteredTool tool() {
        return lms.school().tools().get(0);
    }

    PlainBrowser signedIn(Person person) {
        PlainBrowser browser = new PlainBrowser();
        Page front = browser.open(lms.baseUrl());
        browser.send(front, front.form("/sign-in").with("person", person.id()));
        return browser;
    }

    /**
     * The LMS's administrator connects Khuê.
     *
     * @param choice what to answer when the LMS knows Khuê already: {@code update} or {@code new}
     */
    void connect(String choice) {
        PlainBrowser browser = signedIn(lms.people().administrator());
        Page page = browser.open(lms.baseUrl() + "/tools");
        page = browser.send(page, page.form("/tools/connect").with("address", tools + "/lti/register"));
        if (!lms.school().tools().isEmpty()) {
            page = browser.send(page, page.form("/tools/connect").with("choice", choice));
        }
        Page registration = arrived(browser.open(page.address("/lti/register")));
        arrived(browser.send(registration, registration.form("/lti/register")));
    }

    PlainBrowser administrator() {
        PlainBrowser browser = new PlainBrowser();
        Page signIn = browser.open(tools + "/signin");
        arrived(browser.send(
                signIn, signIn.form("/signin").with("name", "admin").with("password", password)));
        return browser;
    }

    /** @param address of the LMS's page for administrators */
    void activate(String address, String school) {
        PlainBrowser browser = administrator();
        Page platform = arrived(browser.open(address));
        arrived(browser.send(platform, platform.form("/activate").with("school", school)));
    }

    /** The page where a teacher who adds something arrives. */
    Page adds(PlainBrowser teacher) {
        return arrived(teacher.open(lms.baseUrl() + "/course/add/" + tool().clientId() + "/launch?target=window"));
    }

    /** The activity that a filled-in form makes. */
    Activity added(PlainBrowser teacher, Page page, Form form) {
        Set<Activity> before = new HashSet<>(lms.school().activities());
        Page after = arrived(teacher.send(page, form));
        List<Activity> added = lms.school().activities().stream()
                .filter(activity -> !before.contains(activity))
                .toList();
        assertThat(added).as(after.text()).hasSize(1);
        return added.get(0);
    }

    /** A teacher copies the course, as for a new school year. */
    Course copied(PlainBrowser teacher) {
        Set<Course> before = new HashSet<>(lms.school().courses());
        Page course = arrived(teacher.open(lms.baseUrl() + "/course"));
        arrived(teacher.send(course, course.form("/course/copy")));
        List<Course> copies = lms.school().courses().stream()
                .filter(known -> !before.contains(known))
                .toList();
        assertThat(copies).hasSize(1);
        return copies.get(0);
    }

    Page launched(PlainBrowser browser, Activity activity) {
        return arrived(browser.open(lms.baseUrl() + "/course/activities/" + activity.id() + "/launch?target=window"));
    }

    Page gradebook(PlainBrowser browser) {
        return arrived(browser.open(lms.baseUrl() + "/course/grades"));
    }

    static Page arrived(Page page) {
        assertThat(page.status()).as(page.url() + ": " + page.text()).isEqualTo(200);
        return page;
    }
}
