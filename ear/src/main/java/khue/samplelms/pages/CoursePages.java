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
import khue.samplelms.lti.Lti;
import khue.samplelms.school.Activity;
import khue.samplelms.school.Grade;
import khue.samplelms.school.LineItem;
import khue.samplelms.school.Person;
import khue.samplelms.school.RegisteredTool;
import khue.samplelms.school.School;

/** The course: its activities, and one activity with the tool in a frame. */
public final class CoursePages {
    private final Views views;
    private final School school;

    public CoursePages(Views views, School school) {
        this.views = views;
        this.school = school;
    }

    public void route(WebServer server) {
        server.on("GET", "/course", this::course)
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
        List<Row> rows = new ArrayList<>();
        for (Activity activity : school.activities()) {
            rows.add(row(request, activity, reader));
        }
        List<RegisteredTool> tools = school.tools().stream()
                .filter(RegisteredTool::acceptsDeepLinking)
                .toList();
        return views.page(
                request,
                "course",
                Map.of(
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
                        request.query().get("added")));
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
        return views.page(request, "activity", Map.of("activity", activity, "tool", toolOf(school, activity)));
    }

    private Response delete(Request request) {
        requireTeacher(views.requireReader(request));
        views.requireOwnForm(request);
        school.removeActivity(activity(school, request).id());
        return Response.seeOther("/course");
    }

    /** Where the tool's "back to the course" leads, with the words it sends along. */
    private Response comeBack(Request request) {
        String words = request.query()
                .find("lti_errormsg")
                .or(() -> request.query().find("lti_msg"))
                .orElse("");
        return views.page(request, "back", Map.of("words", words));
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
