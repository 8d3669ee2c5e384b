/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.pages;

import java.text.NumberFormat;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import khue.samplelms.http.Parameters;
import khue.samplelms.http.Refusal;
import khue.samplelms.http.Request;
import khue.samplelms.http.Response;
import khue.samplelms.http.Sessions;
import khue.samplelms.lti.Addresses;
import khue.samplelms.lti.FormPost;
import khue.samplelms.school.Course;
import khue.samplelms.school.Person;
import khue.samplelms.school.School;
import khue.samplelms.temperament.Temperament;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Makes pages out of templates, in the reader's language, and knows who the reader is. */
public final class Views {
    static final String LANGUAGE_COOKIE = "samplelms_language";

    /** Nothing foreign but the tools: their frames, and the forms that launches post to them. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'self'; script-src 'self';"
            + " img-src 'self'; frame-src 'self' http: https:; form-action 'self' http: https:;"
            + " base-uri 'none'; frame-ancestors 'self' ";

    private static final String LOGIN_REQUIRED = "login_required";

    /** Errors with words of their own on the page. */
    private static final Set<String> EXPLAINED = Set.of("access_denied", "not_found");

    private final TemplateEngine engine = new TemplateEngine();
    private final String schoolName;
    private final School school;
    private final Sessions sessions;
    private final Addresses addresses;

    public Views(String schoolName, School school, Sessions sessions, Addresses addresses) {
        this.schoolName = schoolName;
        this.school = school;
        this.sessions = sessions;
        this.addresses = addresses;
        ClassLoaderTemplateResolver templates = new ClassLoaderTemplateResolver(Views.class.getClassLoader());
        templates.setPrefix("khue/samplelms/");
        templates.setSuffix(".html");
        templates.setCharacterEncoding("UTF-8");
        engine.setTemplateResolver(templates);
        engine.setMessageResolver(new Messages());
    }

    Response page(Request request, String template, Map<String, Object> model) {
        return page(200, request, template, model);
    }

    Response page(int status, Request request, String template, Map<String, Object> model) {
        Map<String, Object> everything = new HashMap<>(model);
        Optional<Sessions.Session> session = sessions.find(request);
        everything.put("schoolName", schoolName);
        everything.putIfAbsent("course", Course.SAMPLE);
        everything.put("temperament", addresses.temperament());
        everything.put("storage", storage());
        everything.put("me", reader(request).orElse(null));
        everything.put("formToken", session.map(Sessions.Session::formToken).orElse(""));
        everything.put("language", language(request));
        everything.put("back", request.method().equals("GET") ? request.path() : "/");
        String html = engine.process(template, new Context(locale(request), everything));
        return Response.html(status, html)
                .with("Content-Security-Policy", CONTENT_SECURITY_POLICY + addresses.baseUrl())
                .with("Cache-Control", "no-store")
                .with("Referrer-Policy", "same-origin")
                .with("X-Content-Type-Options", "nosniff");
    }

    /** Where the page keeps data for tools: {@code self}, the address of a frame for it, or nothing where the LMS does not do that. */
    private String storage() {
        return addresses
                .temperament()
                .storageFrame()
                .map(frame -> frame.equals(Temperament.PARENT_FRAME) ? "self" : addresses.storageFrame())
                .orElse("");
    }

    /** A page that sends a form on by itself. */
    Response send(Request request, FormPost form) {
        return page(request, "send", Map.of("form", form));
    }

    /** A refusal for people; services get theirs as JSON. Who is not signed in, or not any more, is sent to the front page. */
    public Response refusal(Request request, Refusal refusal) {
        boolean forPeople = !request.path().startsWith("/lti/")
                || request.path().equals("/lti/auth")
                || request.path().equals("/lti/storage")
                || request.path().equals("/lti/deep-link-return");
        if (refusal.error().equals(LOGIN_REQUIRED) && request.method().equals("GET")) {
            return Response.seeOther("/");
        }
        if (forPeople) {
            String why = EXPLAINED.contains(refusal.error()) ? refusal.error() : "other";
            return page(refusal.status(), request, "refusal", Map.of("refusal", refusal, "why", why));
        }
        return Response.json(
                        refusal.status(), Map.of("error", refusal.error(), "error_description", refusal.description()))
                .with("Cache-Control", "no-store");
    }

    Optional<Person> reader(Request request) {
        return sessions.find(request).flatMap(session -> school.people().find(session.personId()));
    }

    /** The person signed in, or 401. */
    Person requireReader(Request request) {
        return reader(request).orElseThrow(() -> new Refusal(401, LOGIN_REQUIRED, "Sign in to the sample LMS first."));
    }

    /** A posted form of the LMS's own pages; 403 when it does not carry the session's token. */
    Parameters requireOwnForm(Request request) {
        Parameters form = request.form();
        boolean own = sessions.find(request)
                .filter(session -> session.formToken().equals(form.get("formToken")))
                .isPresent();
        if (!own) {
            throw new Refusal(403, "access_denied", "This form is not of your session. Go back and try again.");
        }
        return form;
    }

    /** The course that a page is about: the first one, unless its address names another. */
    Course course(Request request) {
        return request.query()
                .find("course")
                .map(id -> school.findCourse(id)
                        .orElseThrow(() -> Refusal.notFound("There is no such course in this school.")))
                .orElse(Course.SAMPLE);
    }

    static String language(Request request) {
        return request.cookie(LANGUAGE_COOKIE)
                .filter(Messages.LANGUAGES::contains)
                .orElse(Messages.LANGUAGES.get(0));
    }

    /** A number as the reader writes it, without needless decimals. */
    static String number(Request request, double number) {
        return NumberFormat.getNumberInstance(locale(request)).format(number);
    }

    static Locale locale(Request request) {
        return Locale.forLanguageTag(language(request));
    }
}
