/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.mvc.form.FormMethodOverwriter;
import jakarta.mvc.security.Csrf;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** Everything below {@code /tools} but the assets is Jakarta REST and Jakarta MVC. */
@ApplicationPath("/")
public class ToolsApplication extends Application {

    @Override
    public Map<String, Object> getProperties() {
        // Our own form check (FormOrigin) needs no HttpSession; Krazo's would open one.
        return Map.of(
                Csrf.CSRF_PROTECTION,
                Csrf.CsrfOptions.OFF,
                // A form of ours is a post, whatever a hidden field says.
                FormMethodOverwriter.FORM_METHOD_OVERWRITE,
                FormMethodOverwriter.Options.DISABLED);
    }
}
