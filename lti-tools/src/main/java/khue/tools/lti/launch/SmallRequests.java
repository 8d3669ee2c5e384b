/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Refuses a body that no login and no launch has, before anything reads it: these addresses are open to strangers. Browsers say how long a
 * form is; who does not say is no browser.
 */
@WebFilter({"/lti/login", "/lti/launch", "/lti/launch/stored", "/lti/register", "/lti/notices"})
public class SmallRequests implements Filter {

    static final int LARGEST = 256 * 1024;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean chunked = ((HttpServletRequest) request).getHeader("Transfer-Encoding") != null;
        if (chunked || request.getContentLengthLong() > LARGEST) {
            ((HttpServletResponse) response).sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        chain.doFilter(request, response);
    }
}
