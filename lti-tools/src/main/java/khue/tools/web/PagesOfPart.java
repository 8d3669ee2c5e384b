/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.util.Locale;
import khue.tools.settings.Settings;

/** What the pages of one part have in common: sentences of its own file of messages, and where a form leads. */
public abstract class PagesOfPart {

    private final String part;

    @Inject
    private CurrentVisit current;

    @Inject
    private Messages messages;

    @Inject
    private Settings settings;

    /** @param part the name of the file of messages, with which each of its keys begins */
    protected PagesOfPart(String part) {
        this.part = part;
    }

    /** The part's sentence of this key in the visitor's language. */
    public String say(String key, Object... parameters) {
        return messages.say(current.locale(), part + "." + key, parameters);
    }

    /** A sentence that says what is to be mended, with the code to quote. */
    public String problem(String key, Object... parameters) {
        return say("problem." + key, parameters) + " (KHUE-" + key.toUpperCase(Locale.ROOT) + ")";
    }

    /** Another page, after a form, that says what was done. */
    public Response go(String path, String done) {
        return Response.seeOther(UriBuilder.fromUri(settings.toolsUrl() + path)
                        .queryParam(PageFrame.DONE, part + "." + done)
                        .build())
                .build();
    }
}
