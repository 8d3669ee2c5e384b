/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** Everything below {@code /tools} but the assets is Jakarta REST and Jakarta MVC. */
@ApplicationPath("/")
public class ToolsApplication extends Application {

    @Override
    public Map<String, Object> getProperties() {
        // Our own form check (FormOrigin) needs no HttpSession; Krazo's would open one.
        return Map.of("jakarta.mvc.security.CsrfProtection", jakarta.mvc.security.Csrf.CsrfOptions.OFF);
    }
}
