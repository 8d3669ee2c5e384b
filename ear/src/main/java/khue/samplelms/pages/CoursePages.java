/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import khue.samplelms.http.Refusal;
import khue.samplelms.http.Request;
import khue.samplelms.http.Response;
import khue.samplelms.http.WebServer;
import khue.samplelms.lti.CopyNotices;
import khue.samplelms.lti.Lti;
import khue.samplelms.school.Activity;
import khue.samplelms.school.Course;
import khue.samplelms.school.Grade;
import khue.samplelms.school.LineItem;
import khue.samplelms.school.Person;
import khue.samplelms.school.RegisteredTool;
import khue.samplelms.school.School;

/** A course: its activities, one activity with the tool in a frame, and copies of the course. */
public final class CoursePages {
    private final Views views;
    private final School school;
    private final CopyNotices notices;

    public CoursePages(Views views, School school, CopyNotices notices) {
        this.views = views;
        this.school = school;
        this.notices = notices;
    }

    public void route(WebServer server) {
        server.on("GET", "/course", this::course)
                .on("POST", "/course/copy", this::copy)
                .on("GET", "/course/activities/{activity}", this::activity)
                .on("POST", "/course/activities/{activity}/delete", this::delete)
                .on("GET", "/course/return", this::comeBack);
    }

    /**
     * An activity in the list.
     *
     * @param column its line item's label, or empty
     * @param maximum of the line item, or empty
     * @param graded how many pupils have a grade
     * @param ownScore of the reader, or empty
     */
    public record Row(
            Activity activity, String toolName, String column, String maximum, long graded, String ownScore) {}

    private Response course(Request request) {
        Person reader = views.requireReader(request);
        Course course = views.course(request);
        List<Row> rows = new ArrayList<>();
        for (Activity activity : school.activities(course)) {
            rows.add(row(request, activity, reader));
        }
        List<RegisteredTool> tools = school.tools().stream()
                .filter(RegisteredTool::acceptsDeepLinking)
                .toList();
        return views.page(
                request,
                "course",
                Map.of(
                        "course",
                        course,
                        "others",
                        school.courses().stream()
                                .filter(other -> !other.equals(course))
                                .toList(),
                        "rows",
                        rows,
                        "tools",
                        tools,
                        "openedFromCourse",
                        school.tools().stream()
                                .filter(tool ->
                                        tool.message(Lti.CONTEXT_LAUNCH_REQUEST).isPresent())
                                .toList(),
                        "pupilCount",
                        school.people().pupils().size(),
                        "added",
                        request.query().get("added"),
                        "copied",
                        request.query().find("copied").isPresent()));
    }

    /** Everything in it but grades; the copy has the same people. */
    private Response copy(Request request) {
        requireTeacher(views.requireReader(request));
        views.requireOwnForm(request);
        Course copy = school.copy(views.course(request));
        notices.send(copy);
        return Response.seeOther(copy.address("/course?copied=yes"))
                .because("copied " + copy.origins().get(0));
    }

    private Row row(Request request, Activity activity, Person reader) {
        Optional<LineItem> item = school.lineItemOf(activity);
        long graded = item.stream()
                .flatMap(found -> school.grades().stream()
                        .filter(grade -> grade.lineItemId().equals(found.id())))
                .filter(grade -> grade.score().isPresent())
                .count();
        return new Row(
                activity,
                school.findTool(activity.clientId()).map(RegisteredTool::name).orElse(""),
                item.map(LineItem::label).orElse(""),
                item.map(found -> Views.number(request, found.scoreMaximum())).orElse(""),
                graded,
                item.flatMap(found -> school.findGrade(found.id(), reader.id()))
                        .flatMap(Grade::score)
                        .map(score -> Views.number(request, score))
                        .orElse(""));
    }

    private Response activity(Request request) {
        views.requireReader(request);
        Activity activity = activity(school, request);
        return views.page(
                request,
                "activity",
                Map.of("course", courseOf(activity), "activity", activity, "tool", toolOf(school, activity)));
    }

    private Response delete(Request request) {
        requireTeacher(views.requireReader(request));
        views.requireOwnForm(request);
        Activity activity = activity(school, request);
        school.removeActivity(activity.id());
        return Response.seeOther(courseOf(activity).address("/course"));
    }

    private Course courseOf(Activity activity) {
        return school.findCourse(activity.courseId()).orElse(Course.SAMPLE);
    }

    /** Where the tool's "back to the course" leads, with the words it sends along. */
    private Response comeBack(Request request) {
        String words = request.query()
                .find("lti_errormsg")
                .or(() -> request.query().find("lti_msg"))
                .orElse("");
        Course course = school.findActivity(request.query().get("activity"))
                .map(this::courseOf)
                .orElse(Course.SAMPLE);
        return views.page(request, "back", Map.of("course", course, "words", words));
    }

    static Activity activity(School school, Request request) {
        return school.findActivity(request.pathVariable("activity"))
                .orElseThrow(() -> Refusal.notFound("There is no such activity in this course any more."));
    }

    static RegisteredTool toolOf(School school, Activity activity) {
        return school.findTool(activity.clientId())
                .orElseThrow(() -> Refusal.notFound("The activity's tool was removed."));
    }

    static void requireTeacher(Person reader) {
        if (!reader.role().teaches()) {
            throw new Refusal(403, "access_denied", "Only a teacher can do this.");
        }
    }
}
