/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.families;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.util.Locale;
import khue.tools.settings.Settings;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Messages;
import khue.tools.web.PageFrame;

/** What the pages about families have in common: sentences, and where a form leads. */
@RequestScoped
public class FamilyPages {

    @Inject
    private CurrentVisit current;

    @Inject
    private Messages messages;

    @Inject
    private Settings settings;

    /** The sentence {@code families.…} in the visitor's language. */
    public String say(String key, Object... parameters) {
        return messages.say(current.locale(), "families." + key, parameters);
    }

    /** A sentence that says what is to be mended, with the code to quote. */
    public String problem(String key, Object... parameters) {
        return say("problem." + key, parameters) + " (KHUE-" + key.toUpperCase(Locale.ROOT) + ")";
    }

    /** Another page, after a form. */
    public Response go(String path, String done) {
        return Response.seeOther(UriBuilder.fromUri(settings.toolsUrl() + path)
                        .queryParam(PageFrame.DONE, "families." + done)
                        .build())
                .build();
    }
}
