/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A request with another body than the one that comes from the network; whoever reads characters gets it as well. */
abstract class RequestWithBody extends HttpServletRequestWrapper {

    RequestWithBody(HttpServletRequest request) {
        super(request);
    }

    @Override
    public abstract ReadBody getInputStream() throws IOException;

    @Override
    public BufferedReader getReader() throws IOException {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
}
