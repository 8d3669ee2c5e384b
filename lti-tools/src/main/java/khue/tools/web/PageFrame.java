/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.UriBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/** What templates ask for as {@code ${page}}: addresses, who visits, and how dates and numbers are written. What is absent is an empty text. */
@RequestScoped
public class PageFrame {

    /** The query parameter that says what was just done: {@code ?done=labs.saved} shows the sentence {@code labs.done.saved} once. */
    public static final String DONE = "done";

    @Inject
    private CurrentVisit current;

    @Inject
    private Assets assets;

    @Inject
    private Messages messages;

    @Inject
    private NewWindow newWindow;

    @Inject
    private Clock clock;

    @Inject
    private HttpServletRequest request;

    /** A list says many dates, all in one way. */
    private Formats formats;

    /** The start of every link in a template: {@code /tools}. */
    public String getRoot() {
        return request.getContextPath();
    }

    /** The address of an asset of ours, below {@code /assets}. */
    public String asset(String name) {
        return assets.own(name);
    }

    /** The address of a library's file: {@code bootstrap/dist/css/bootstrap.min.css}. */
    public String library(String path) {
        return assets.library(path);
    }

    public String getLanguage() {
        return current.locale().getLanguage();
    }

    /** The language that the switch changes to. */
    public String getOtherLanguage() {
        return Languages.ALL.stream()
                .map(Locale::getLanguage)
                .filter(language -> !language.equals(getLanguage()))
                .findFirst()
                .orElseThrow();
    }

    /** This page again, for the language switch to come back to; only a path of ours. */
    public String getPath() {
        String path = attribute("jakarta.servlet.error.request_uri")
                .or(() -> attribute("jakarta.servlet.forward.request_uri"))
                .orElseGet(request::getRequestURI);
        return request.getQueryString() == null ? path : path + "?" + request.getQueryString();
    }

    /** This page sorted by another column, or by the same one the other way round. */
    public String sortedBy(String column) {
        boolean turn = column.equals(query("sort")) && !"down".equals(query("direction"));
        return UriBuilder.fromUri(getPath())
                .replaceQueryParam("sort", column)
                .replaceQueryParam("direction", turn ? "down" : "up")
                .build()
                .toString();
    }

    /** A parameter of the page's address. A form is not read here: it may be the very thing that an error page is about. */
    public String query(String name) {
        if (!request.getMethod().equals("GET")) {
            return "";
        }
        return Optional.ofNullable(request.getParameter(name)).orElse("");
    }

    /** What was just done, in the reader's language; only a sentence that exists can be said. */
    public String getDone() {
        String[] parts = query(DONE).split("\\.", 2);
        return parts.length == 2
                ? messages.find(current.locale(), parts[0] + ".done." + parts[1])
                        .orElse("")
                : "";
    }

    public String getCsrf() {
        return current.csrfToken().orElse("");
    }

    /** Whether the visitor signed in here, and so can sign out; who came from an LMS goes back to it. */
    public boolean isAccount() {
        return current.visitor().flatMap(Visitor::account).isPresent();
    }

    /** Whether the visitor may change things of the administrator's pages, rather than only look. */
    public boolean isAdministrator() {
        return current.visitor()
                .filter(visitor -> visitor.audience() == Audience.ADMINISTRATOR)
                .isPresent();
    }

    public boolean isFramed() {
        return current.visitor().flatMap(Visitor::frameOrigin).isPresent();
    }

    /** The one origin that may frame this visit's pages. */
    public String getFrameOrigin() {
        return current.visitor().flatMap(Visitor::frameOrigin).orElse("");
    }

    /** What lets the visit go on in a window of its own. */
    public String getWindowPass() {
        return newWindow.pass().orElse("");
    }

    public String getReturnUrl() {
        return current.visitor().flatMap(Visitor::returnUrl).orElse("");
    }

    public String date(Instant instant) {
        return formats().date(instant);
    }

    public String date(LocalDate day) {
        return formats().date(day);
    }

    public String dateTime(Instant instant) {
        return formats().dateTime(instant);
    }

    /** How long ago: {@code 3 ngày trước}. */
    public String age(Instant since) {
        return Formats.age(messages, current.locale(), Duration.between(since, clock.instant()));
    }

    public String number(Number number) {
        return formats().number(number);
    }

    public String percent(Number fraction) {
        return formats().percent(fraction);
    }

    /** The letter on a person's chip: the first of the given name, which in Vietnamese is the last word. */
    public String initial(String name) {
        String given = name.strip().substring(name.strip().lastIndexOf(' ') + 1);
        return given.isEmpty() ? "" : new String(Character.toChars(given.codePointAt(0))).toUpperCase(current.locale());
    }

    private Formats formats() {
        if (formats == null) {
            formats = new Formats(current.locale());
        }
        return formats;
    }

    private Optional<String> attribute(String name) {
        return Optional.ofNullable(request.getAttribute(name)).map(Object::toString);
    }
}
