/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.pages;

import java.util.Map;
import khue.samplelms.http.Refusal;
import khue.samplelms.http.Request;
import khue.samplelms.http.Response;
import khue.samplelms.http.Sessions;
import khue.samplelms.http.WebServer;
import khue.samplelms.school.Person;
import khue.samplelms.school.Role;
import khue.samplelms.school.School;

/** The way in: who are you, and in which language? */
public final class FrontPages {
    private final Views views;
    private final School school;
    private final Sessions sessions;

    public FrontPages(Views views, School school, Sessions sessions) {
        this.views = views;
        this.school = school;
        this.sessions = sessions;
    }

    public void route(WebServer server) {
        server.on("GET", "/", this::front)
                .on("POST", "/sign-in", this::signIn)
                .on("POST", "/sign-out", this::signOut)
                .on("GET", "/language", FrontPages::language);
    }

    private Response front(Request request) {
        return views.page(request, "front", Map.of("people", school.people().all()));
    }

    private Response signIn(Request request) {
        Person person = school.people()
                .find(request.form().get("person"))
                .orElseThrow(() -> Refusal.badRequest("There is no such person."));
        return Response.seeOther(person.role() == Role.ADMINISTRATOR ? "/tools" : "/course")
                .with("Set-Cookie", sessions.start(person.id()));
    }

    private Response signOut(Request request) {
        views.requireOwnForm(request);
        return Response.seeOther("/").with("Set-Cookie", sessions.end(request));
    }

    private static Response language(Request request) {
        String wanted = request.query().get("to");
        if (!Messages.LANGUAGES.contains(wanted)) {
            throw Refusal.badRequest("The pages are in these languages: " + Messages.LANGUAGES);
        }
        String back = request.query().get("back");
        boolean ownPath = back.matches("/[\\w/-]*") && !back.startsWith("//");
        return Response.seeOther(ownPath ? back : "/")
                .with("Set-Cookie", Views.LANGUAGE_COOKIE + "=" + wanted + "; Path=/; SameSite=Lax; Max-Age=31536000");
    }
}
