/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.annotation.Priority;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import org.eclipse.krazo.core.ViewResponseFilter;
import org.eclipse.krazo.core.ViewableWriter;
import org.eclipse.krazo.jaxrs.PostMatchingRequestFilter;
import org.eclipse.krazo.jaxrs.PreMatchingRequestFilter;

/**
 * The parts of Jakarta MVC that pages here need: controllers and views. Krazo's own feature comes later, finds them, and leaves it at that.
 *
 * <p>What it would add checks forms by a token of its own, by a filter that is made anew for each request with a ServiceLoader.
 * {@link FormOrigin} checks ours. (Another such filter, which changes a form's method by a hidden field, the server finds by itself;
 * {@link ToolsApplication} switches it off.)
 */
@Provider
@Priority(MvcParts.BEFORE_KRAZO)
public class MvcParts implements Feature {

    /** Features are configured in this order; one that says nothing, such as Krazo's, comes at {@code Priorities.USER}. */
    static final int BEFORE_KRAZO = 1;

    @Override
    public boolean configure(FeatureContext context) {
        context.register(PreMatchingRequestFilter.class);
        context.register(PostMatchingRequestFilter.class);
        context.register(ViewResponseFilter.class);
        context.register(ViewableWriter.class);
        return true;
    }
}
