/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.lang.reflect.InvocationTargetException;

/**
 * What the servlet API has no word for, reached through public methods of this server that are no API. Tests in the
 * server notice when they change.
 */
final class ServerInside {

    private ServerInside() {}

    /**
     * The request as Grizzly, the server's network layer, knows it.
     *
     * @throws IllegalStateException on another server
     */
    static Object grizzlyRequest(ServletRequest request) {
        ServletRequest innermost = request;
        while (innermost instanceof ServletRequestWrapper wrapper) {
            innermost = wrapper.getRequest();
        }
        return call(call(innermost, "getUnwrappedCoyoteRequest"), "getCoyoteRequest");
    }

    static Object call(Object target, String method) {
        return call(target, method, new Class<?>[0]);
    }

    static Object call(Object target, String method, Class<?>[] types, Object... arguments) {
        try {
            return target.getClass().getMethod(method, types).invoke(target, arguments);
        } catch (InvocationTargetException failed) {
            throw new IllegalStateException(method + " failed", failed.getCause());
        } catch (ReflectiveOperationException otherServer) {
            throw new IllegalStateException("not the server that this was made for", otherServer);
        }
    }
}
