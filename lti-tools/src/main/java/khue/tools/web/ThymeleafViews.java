/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mvc.engine.ViewEngine;
import jakarta.mvc.engine.ViewEngineContext;
import jakarta.mvc.engine.ViewEngineException;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.exceptions.TemplateEngineException;
import org.thymeleaf.messageresolver.AbstractMessageResolver;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.WebApplicationTemplateResolver;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

/**
 * Pages by Thymeleaf: templates below {@code WEB-INF/views}, sentences from {@link Messages}, {@code ${page}} is the
 * {@link PageFrame}. It writes to the answer's own stream, so that a status and headers that a controller set arrive (Krazo's extension
 * for Thymeleaf flushes the servlet's response first, and they are lost).
 */
@ApplicationScoped
public class ThymeleafViews implements ViewEngine {

    private static final String FOLDER = "/WEB-INF/views/";

    @Inject
    private Messages messages;

    @Inject
    private PageFrame page;

    @Inject
    private CurrentVisit current;

    @Inject
    private ServletContext servletContext;

    private TemplateEngine engine;
    private JakartaServletWebApplication application;

    @PostConstruct
    void prepare() {
        application = JakartaServletWebApplication.buildApplication(servletContext);
        var resolver = new WebApplicationTemplateResolver(application);
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
        resolver.setPrefix(FOLDER);
        resolver.setSuffix(".html");
        engine = new TemplateEngine();
        engine.setTemplateResolver(resolver);
        engine.setMessageResolver(new Sentences());
    }

    @Override
    public boolean supports(String view) {
        return view.endsWith(".html");
    }

    @Override
    public void processView(ViewEngineContext context) throws ViewEngineException {
        try {
            // Whole before the first byte leaves: a template that fails must not leave half a page behind a 200.
            byte[] rendered = render(
                    context.getView(),
                    context.getModels().asMap(),
                    context.getRequest(HttpServletRequest.class),
                    context.getResponse(HttpServletResponse.class));
            context.getOutputStream().write(rendered);
        } catch (IOException | TemplateEngineException failure) {
            throw new ViewEngineException(failure);
        }
    }

    /** The whole of an answer by a servlet; its status and its other headers are set by then. */
    void write(PageAnswer.Page page, HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] rendered = render(page.view(), page.models(), request, response);
        response.setContentType("text/html;charset=UTF-8");
        response.getOutputStream().write(rendered);
    }

    /** @param view such as {@code web/home.html} */
    private byte[] render(
            String view, Map<String, Object> models, HttpServletRequest request, HttpServletResponse response) {
        var variables = new WebContext(application.buildExchange(request, response), current.locale(), models);
        variables.setVariable("page", page);
        String template = view.substring(0, view.length() - ".html".length());
        return engine.process(template, variables).getBytes(StandardCharsets.UTF_8);
    }

    private final class Sentences extends AbstractMessageResolver {

        @Override
        public String resolveMessage(ITemplateContext context, Class<?> origin, String key, Object[] parameters) {
            return messages.find(context.getLocale(), key, parameters == null ? new Object[0] : parameters)
                    .orElse(null);
        }

        @Override
        public String createAbsentMessageRepresentation(
                ITemplateContext context, Class<?> origin, String key, Object[] parameters) {
            return Messages.absent(key);
        }
    }
}
