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
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
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
        var exchange = application.buildExchange(
                context.getRequest(HttpServletRequest.class), context.getResponse(HttpServletResponse.class));
        var variables =
                new WebContext(exchange, current.locale(), context.getModels().asMap());
        variables.setVariable("page", page);
        String template = context.getView().substring(0, context.getView().length() - ".html".length());
        try {
            Writer writer = new OutputStreamWriter(context.getOutputStream(), StandardCharsets.UTF_8);
            // Whole before the first byte leaves: a template that fails must not leave half a page behind a 200.
            writer.write(engine.process(template, variables));
            writer.flush();
        } catch (IOException | TemplateEngineException failure) {
            throw new ViewEngineException(failure);
        }
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
