/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import khue.tools.settings.Settings;

/** What the layout of each page asks for, as {@code ${page}} in a template. */
@RequestScoped
public class PageFrame {

    @Inject
    private CurrentVisit current;

    @Inject
    private Settings settings;

    @Inject
    private HttpServletRequest request;

    /** The start of every link in a template: {@code /tools}. */
    public String getRoot() {
        return request.getContextPath();
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
        Object asked = request.getAttribute("jakarta.servlet.forward.request_uri");
        String path = asked == null ? request.getRequestURI() : asked.toString();
        return request.getQueryString() == null ? path : path + "?" + request.getQueryString();
    }

    public String getCsrf() {
        return current.csrfToken().orElse("");
    }

    /** {@code TEACHER}, {@code LEARNER} …, or empty without a visit. */
    public String getAudience() {
        return current.visitor().map(visitor -> visitor.audience().name()).orElse("");
    }

    public boolean isFramed() {
        return current.visitor().flatMap(Visitor::frameOrigin).isPresent();
    }

    public Optional<String> getReturnUrl() {
        return current.visitor().flatMap(Visitor::returnUrl);
    }

    public String getBaseUrl() {
        return settings.baseUrl().toString();
    }
}
