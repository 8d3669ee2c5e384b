/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static khue.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import khue.journeys.PlainBrowser.Form;
import khue.journeys.PlainBrowser.Page;
import khue.samplelms.Options;
import khue.samplelms.SampleLms;
import khue.samplelms.school.Activity;
import khue.samplelms.school.Course;
import khue.samplelms.school.Grade;
import khue.samplelms.school.LineItem;
import khue.samplelms.school.RegisteredTool;
import khue.samplelms.temperament.Temperament;
import khue.samplelms.temperament.Trait;
import khue.testing.RunningKhue;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole way with each kind of LMS: it is connected and activated, a teacher adds a project, a pupil hands in, the teacher sees the
 * whole class and answers, the grade is in the gradebook, the course is copied, and the LMS connects once more to update. What differs between LMSs differs
 * below the pages, so nothing here needs a browser with a screen; {@link CookiesIT} has what does.
 */
@ExtendWith(RunningKhue.Extension.class)
class TemperamentsIT {

    private static final String REFLECTION = "Mưa suốt ba ngày.";
    private static final String COMMENT = "Bài kể thật hay";

    /** More than two pages of fifty. */
    private static final int PUPILS = 120;

    private final RunningKhue khue;

    TemperamentsIT(RunningKhue khue) {
        this.khue = khue;
    }

    static Stream<Named<Temperament>> temperaments() {
        return Temperament.all().stream().map(temperament -> Named.of(temperament.title(), temperament));
    }

    @ParameterizedTest
    @MethodSource("temperaments")
    void leadsFromTheRegistrationToTheGrade(Temperament temperament) throws Exception {
        try (SampleLms lms = start(temperament)) {
            PlainSchool school = connected(lms);
            RegisteredTool tool = school.tool();

            Activity activity = aTeacherAddsAProject(school, "Nhật ký mùa mưa");
            aPupilHandsIn(school, activity, REFLECTION);
            theTeacherAccepts(school, activity, REFLECTION);
            theGradebookHasIt(school, activity);
            otherWaysLeadThere(school, activity, temperament);
            aCopiedCourseBeginsAfresh(school, activity, temperament);

            school.connect("update");
            assertThat(lms.school().tools())
                    .extracting(RegisteredTool::clientId)
                    .containsExactly(tool.clientId());
            assertThat(school.launched(school.signedIn(school.pupil()), activity)
                            .text())
                    .contains(COMMENT);
        }
    }

    /** Two schools of one hosted LMS: the same iss, and only the client_id tells them apart. */
    @Test
    void keepsSchoolsApartThatShareAnIssuer() throws Exception {
        try (SampleLms one = start(Temperament.CANVAS);
                SampleLms other = start(Temperament.CANVAS)) {
            PlainSchool school = connected(one);
            PlainSchool otherSchool = connected(other);
            assertThat(one.addresses().issuer()).isEqualTo(other.addresses().issuer());
            Activity activity = aTeacherAddsAProject(school, "Chỉ của trường này");
            Activity guess = new Activity(
                    other.school().nextId(),
                    otherSchool.tool().clientId(),
                    "Đoán",
                    "",
                    activity.url(),
                    activity.custom());
            other.school().save(guess);

            assertThat(school.launched(school.signedIn(school.pupil()), activity)
                            .text())
                    .contains("Chỉ của trường này");
            assertThat(otherSchool
                            .launched(otherSchool.signedIn(otherSchool.pupil()), guess)
                            .text())
                    .doesNotContain("Chỉ của trường này");
        }
    }

    private static SampleLms start(Temperament temperament) throws IOException {
        return SampleLms.start(Options.defaults()
                .withTemperament(temperament)
                .withPupils(PUPILS)
                .withAwkwardName(true));
    }

    private PlainSchool connected(SampleLms lms) {
        PlainSchool school = new PlainSchool(lms, khue.baseUrl() + "/tools", khue.adminPassword());
        school.connect("new");
        school.activate(
                school.tools() + "/admin/platforms/" + School.platform(khue, school.tool()), "THCS " + lms.baseUrl());
        return school;
    }

    private static Activity aTeacherAddsAProject(PlainSchool school, String title) {
        PlainBrowser teacher = school.signedIn(school.lms().people().teacher());
        Page page = school.adds(teacher);
        return school.added(teacher, page, page.form("/portfolio/new").with("title", title));
    }

    private static void aPupilHandsIn(PlainSchool school, Activity activity, String reflection) {
        PlainBrowser pupil = school.signedIn(school.pupil());
        Page mine = school.launched(pupil, activity);
        Form work = mine.form("/mine").with("reflection", reflection).with("do", "submit");
        assertThat(PlainSchool.arrived(pupil.send(mine, work)).forms())
                .as("nothing to change any more")
                .noneMatch(form -> form.action().contains("/mine"));
    }

    private static void theTeacherAccepts(PlainSchool school, Activity activity, String reflection) throws Exception {
        PlainBrowser teacher = school.signedIn(school.lms().people().teacher());
        // A long list is read on in the background: the page is right when it is looked at again.
        eventually(() -> assertThat(school.launched(teacher, activity).text())
                .contains("Em " + PUPILS, "O'Brien Mai & <Em>")
                .doesNotContain(school.lms().people().former().name()));
        Page work = teacher.open(school.launched(teacher, activity).address("/portfolio/works/"));
        assertThat(work.text()).contains(school.pupil().name(), reflection);
        Form answer = work.form("/portfolio/works/").with("answer", "passed").with("comment", COMMENT);
        PlainSchool.arrived(teacher.send(work, answer));
    }

    /** Where the LMS has them: from the grade, from the course, and by group. */
    private static void otherWaysLeadThere(PlainSchool school, Activity activity, Temperament temperament)
            throws Exception {
        PlainBrowser teacher = school.signedIn(school.lms().people().teacher());
        PlainBrowser pupil = school.signedIn(school.pupil());
        if (temperament.has(Trait.SUBMISSION_REVIEWS)) {
            for (PlainBrowser reader : List.of(teacher, pupil)) {
                Page grades = school.gradebook(reader);
                assertThat(PlainSchool.arrived(reader.open(grades.address("/launch?target=window")))
                                .text())
                        .contains(REFLECTION);
            }
        }
        if (temperament.has(Trait.CONTEXT_LAUNCHES)) {
            Page course = pupil.open(school.lms().baseUrl() + "/course");
            assertThat(PlainSchool.arrived(pupil.open(course.address("/course/tools/")))
                            .text())
                    .contains(activity.title());
        }
        if (temperament.has(Trait.COURSE_GROUPS)) {
            eventually(
                    () -> assertThat(school.launched(teacher, activity).text()).contains("Tổ 1", "Tổ 2"));
        }
    }

    /**
     * As schools do it each summer. The link of the copy opens the same task and nobody's work, what happens there stays there, and the course of
     * before keeps what it has; whether the LMS tells what was copied by a notice, in each launch or not at all.
     */
    private void aCopiedCourseBeginsAfresh(PlainSchool school, Activity activity, Temperament temperament)
            throws Exception {
        var lms = school.lms().school();
        if (temperament.has(Trait.COPY_NOTICES)) {
            eventually(() -> assertThat(lms.noticeHandler(school.tool())).isPresent());
        }
        Course copy = school.copied(school.signedIn(school.lms().people().teacher()));
        if (temperament.has(Trait.COPY_NOTICES)) {
            eventually(() -> assertThat(Rows.texts(
                            khue.database().connectAsTools(), """
                            SELECT c.origin_context_id FROM course_copy c JOIN deployment d ON d.id = c.deployment_id
                            JOIN platform p ON p.id = d.platform_id WHERE p.client_id = ? AND c.context_id = ?""", school.tool().clientId(), copy.id()))
                    .containsExactly(activity.courseId()));
        }
        assertThat(lms.activities(copy)).hasSize(1);
        Activity link = lms.activities(copy).get(0);

        assertThat(school.launched(school.signedIn(school.pupil()), link).text())
                .contains(activity.title())
                .doesNotContain(REFLECTION, COMMENT);
        aPupilHandsIn(school, link, "Năm nay nắng suốt.");
        theTeacherAccepts(school, link, "Năm nay nắng suốt.");
        theGradebookHasIt(school, link);
        assertThat(school.launched(school.signedIn(school.pupil()), activity).text())
                .contains(REFLECTION, COMMENT)
                .doesNotContain("Năm nay nắng suốt.");
    }

    private static void theGradebookHasIt(PlainSchool school, Activity activity) throws Exception {
        var lms = school.lms().school();
        eventually(() -> {
            List<LineItem> columns =
                    lms.lineItems(lms.findCourse(activity.courseId()).orElseThrow());
            assertThat(columns).as("columns").hasSize(1);
            LineItem column = columns.get(0);
            assertThat(column.activityId()).isEqualTo(activity.id());
            assertThat(lms.findGrade(column.id(), school.pupil().id()).flatMap(Grade::score))
                    .contains(column.scoreMaximum());
        });
        assertThat(school.gradebook(school.signedIn(school.pupil())).text()).contains(COMMENT);
    }
}
