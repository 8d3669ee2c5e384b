/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import khue.samplelms.school.Activity;
import khue.testing.RunningKhue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A school, a project for each test, and a pupil with a telephone. */
@ExtendWith({RunningKhue.Extension.class, Browser.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WithATelephone {

    static final String WORDS = "Em tưới rau mỗi sáng và học được cách đo chiều cao của cây.";

    final RunningKhue khue;
    final Browser browser;
    private final String name;
    School school;
    Activity activity;
    private int projects;

    /** @param name of the school, which no other test has */
    WithATelephone(RunningKhue khue, Browser browser, String name) {
        this.khue = khue;
        this.browser = browser;
        this.name = name;
    }

    @BeforeAll
    void connect() {
        school = School.connected(khue, browser, name);
    }

    @AfterAll
    void close() {
        school.close();
    }

    @BeforeEach
    void aProjectOfItsOwn() {
        activity = school.add("/portfolio/new", "Vườn rau " + ++projects);
    }

    /** A telephone on which the pupil has opened the activity. */
    Window phone(String language) {
        Window window = school.phone(school.pupil(), language);
        school.launch(window, activity);
        assertThat(window.page().locator("#work")).isVisible();
        return window;
    }
}
