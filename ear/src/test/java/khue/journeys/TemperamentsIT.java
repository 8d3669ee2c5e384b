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
 * whole class and answers, the grade is in the gradebook, and the LMS connects once more to update. What differs between LMSs differs
 * below the pages, so nothing here needs a browser with a screen; {@link CookiesIT} has what does.
 */
@ExtendWith(RunningKhue.Extension.class)
class TemperamentsIT {

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
            aPupilHandsIn(school, activity);
            theTeacherAccepts(school, activity);
            theGradebookHasIt(school, activity);
            otherWaysLeadThere(school, activity, temperament);

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

    private static void aPupilHandsIn(PlainSchool school, Activity activity) {
        PlainBrowser pupil = school.signedIn(school.pupil());
        Page mine = school.launched(pupil, activity);
        Form work = mine.form("/mine").with("reflection", "Mưa suốt ba ngày.").with("do", "submit");
        assertThat(PlainSchool.arrived(pupil.send(mine, work)).forms())
                .as("nothing to change any more")
                .noneMatch(form -> form.action().contains("/mine"));
    }

    private static void theTeacherAccepts(PlainSchool school, Activity activity) throws Exception {
        PlainBrowser teacher = school.signedIn(school.lms().people().teacher());
        // A long list is read on in the background: the page is right when it is looked at again.
        eventually(() -> assertThat(school.launched(teacher, activity).text())
                .contains("Em " + PUPILS, "O'Brien Mai & <Em>")
                .doesNotContain(school.lms().people().former().name()));
        Page work = teacher.open(school.launched(teacher, activity).address("/portfolio/works/"));
        assertThat(work.text()).contains(school.pupil().name(), "Mưa suốt ba ngày.");
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
                        .contains("Mưa suốt ba ngày.");
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

    private static void theGradebookHasIt(PlainSchool school, Activity activity) throws Exception {
        var lms = school.lms().school();
        eventually(() -> {
            assertThat(lms.lineItems()).as("columns").hasSize(1);
            LineItem column = lms.lineItems().get(0);
            assertThat(column.activityId()).isEqualTo(activity.id());
            assertThat(lms.findGrade(column.id(), school.pupil().id()).flatMap(Grade::score))
                    .contains(column.scoreMaximum());
        });
        assertThat(school.gradebook(school.signedIn(school.pupil())).text()).contains(COMMENT);
    }
}
