/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.pages;

import java.util.LinkedHashMap;
import java.util.Map;
import khue.samplelms.http.Refusal;
import khue.samplelms.http.Request;
import khue.samplelms.http.Response;
import khue.samplelms.http.WebServer;
import khue.samplelms.lti.AuthorizationEndpoint;
import khue.samplelms.lti.DeepLinkingReturn;
import khue.samplelms.lti.FormPost;
import khue.samplelms.lti.Launches;
import khue.samplelms.lti.LoginInitiation;
import khue.samplelms.lti.Lti;
import khue.samplelms.school.Activity;
import khue.samplelms.school.Person;
import khue.samplelms.school.RegisteredTool;
import khue.samplelms.school.School;
import khue.samplelms.temperament.Temperament;
import khue.samplelms.temperament.Trait;

/** The steps of a launch that pass through the browser, and the way back from deep linking. */
public final class LaunchPages {
    private final Views views;
    private final School school;
    private final Launches launches;
    private final LoginInitiation loginInitiation;
    private final AuthorizationEndpoint authorization;
    private final DeepLinkingReturn deepLinkingReturn;
    private final Temperament temperament;

    public LaunchPages(
            Views views,
            School school,
            Launches launches,
            LoginInitiation loginInitiation,
            AuthorizationEndpoint authorization,
            DeepLinkingReturn deepLinkingReturn,
            Temperament temperament) {
        this.views = views;
        this.school = school;
        this.launches = launches;
        this.loginInitiation = loginInitiation;
        this.authorization = authorization;
        this.deepLinkingReturn = deepLinkingReturn;
        this.temperament = temperament;
    }

    public void route(WebServer server) {
        server.on("GET", "/course/activities/{activity}/launch", this::launchActivity)
                .on("GET", "/course/add/{client}", this::add)
                .on("GET", "/course/add/{client}/launch", this::launchDeepLinking)
                .on("GET", "/course/grades/{item}/{person}/launch", this::launchReview)
                .on("GET", "/course/tools/{client}/launch", this::launchCourse)
                .on("GET", "/lti/auth", this::authorize)
                .on("POST", "/lti/auth", this::authorize)
                .on("POST", "/lti/deep-link-return", this::takeDeepLinks)
                .on("GET", "/lti/storage", request -> views.page(request, "storage", Map.of()));
    }

    private Response launchActivity(Request request) {
        Person reader = views.requireReader(request);
        Activity activity = CoursePages.activity(school, request);
        RegisteredTool tool = CoursePages.toolOf(school, activity);
        return begin(
                request, tool, launches.ofActivity(tool, reader, activity, target(request), Views.language(request)));
    }

    private Response add(Request request) {
        CoursePages.requireTeacher(views.requireReader(request));
        return views.page(request, "add", Map.of("course", views.course(request), "tool", deepLinkingTool(request)));
    }

    private Response launchDeepLinking(Request request) {
        Person reader = views.requireReader(request);
        CoursePages.requireTeacher(reader);
        RegisteredTool tool = deepLinkingTool(request);
        return begin(
                request,
                tool,
                launches.ofDeepLinking(tool, reader, views.course(request), target(request), Views.language(request)));
    }

    /** From a grade to what it is for: a teacher's any pupil's, a pupil's the own. */
    private Response launchReview(Request request) {
        Person reader = views.requireReader(request);
        Person about = school.people()
                .find(request.pathVariable("person"))
                .filter(person -> reader.role().teaches() || person.equals(reader))
                .orElseThrow(() -> new Refusal(403, "access_denied", "This is somebody else's work."));
        Activity activity = school.findLineItem(request.pathVariable("item"))
                .filter(item -> temperament.has(Trait.SUBMISSION_REVIEWS) && item.canBeReviewed())
                .flatMap(item -> school.findActivity(item.activityId()))
                .orElseThrow(() -> Refusal.notFound("No tool says where this grade leads."));
        RegisteredTool tool = CoursePages.toolOf(school, activity);
        return begin(
                request,
                tool,
                launches.ofReview(tool, reader, activity, about, target(request), Views.language(request)));
    }

    private Response launchCourse(Request request) {
        Person reader = views.requireReader(request);
        RegisteredTool tool = school.findTool(request.pathVariable("client"))
                .filter(found -> found.message(Lti.CONTEXT_LAUNCH_REQUEST).isPresent())
                .orElseThrow(() -> Refusal.notFound("There is no such tool in this course."));
        return begin(
                request,
                tool,
                launches.ofCourse(tool, reader, views.course(request), target(request), Views.language(request)));
    }

    private RegisteredTool deepLinkingTool(Request request) {
        return school.findTool(request.pathVariable("client"))
                .filter(RegisteredTool::acceptsDeepLinking)
                .orElseThrow(() -> Refusal.notFound("There is no such tool to add activities from."));
    }

    private static String target(Request request) {
        return request.query().get("target").equals("window") ? "window" : "iframe";
    }

    private Response begin(Request request, RegisteredTool tool, Launches.Launch launch) {
        FormPost form = loginInitiation.formFor(tool, launch);
        return temperament.has(Trait.LOGIN_BY_GET) ? Response.seeOther(form.asAddress()) : views.send(request, form);
    }

    private Response authorize(Request request) {
        return views.send(request, authorization.handle(request));
    }

    /** The answer comes from the tool's site, without the session's cookie; the LMS's own page sends it once more. */
    private Response takeDeepLinks(Request request) {
        if (views.reader(request).isEmpty() && request.form().find("repost").isEmpty()) {
            Map<String, String> fields = new LinkedHashMap<>(request.form().asMap());
            fields.put("repost", "true");
            String again = request.path() + "?course=" + request.query().get("course") + "&request="
                    + request.query().get("request");
            return views.send(request, new FormPost(again, fields));
        }
        DeepLinkingReturn.Outcome outcome =
                deepLinkingReturn.handle(request, views.requireReader(request).id());
        return views.page(request, "added", Map.of("course", outcome.course(), "outcome", outcome))
                .because("added " + outcome.added().size() + " activities");
    }
}
