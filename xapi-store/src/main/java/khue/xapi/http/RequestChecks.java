/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Refuses what no resource of this store can mean, before anybody asks who sent it. */
public class RequestChecks extends HttpFilter {

    private static final Map<String, String> METHOD_OF_HANDLER =
            Map.of("doGet", "GET", "doPost", "POST", "doPut", "PUT", "doDelete", "DELETE");

    private final transient Map<String, Set<String>> methodsOfServlet = new ConcurrentHashMap<>();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Set<String> methods = methods(request);
        if (request.getMethod().equals("OPTIONS")) {
            response.setHeader("Allow", String.join(", ", methods));
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        methodIsOneOf(methods, request, response);
        queryCanBeRead(request);
        chain.doFilter(request, response);
    }

    private Set<String> methods(HttpServletRequest request) {
        String servlet = request.getHttpServletMapping().getServletName();
        Set<String> methods = methodsOfServlet.computeIfAbsent(servlet, this::methodsOf);
        if (methods.isEmpty()) {
            throw notFound();
        }
        return methods;
    }

    static Failure notFound() {
        return new Failure(
                404,
                "resource-not-found",
                new Message("Kho học tập không có địa chỉ này.", "The store has no resource at this path."));
    }

    /** What a servlet of ours handles; nothing for those of the server, which look for files. */
    private Set<String> methodsOf(String name) {
        ServletRegistration servlet = getServletContext().getServletRegistration(name);
        if (servlet == null || !servlet.getClassName().startsWith("khue.")) {
            return Set.of();
        }
        try {
            Set<String> methods = new TreeSet<>(Set.of("OPTIONS"));
            for (Method handler : Class.forName(servlet.getClassName()).getDeclaredMethods()) {
                if (METHOD_OF_HANDLER.containsKey(handler.getName())) {
                    methods.add(METHOD_OF_HANDLER.get(handler.getName()));
                }
            }
            if (methods.contains("GET")) {
                methods.add("HEAD");
            }
            return methods;
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException("the server has made this servlet", impossible);
        }
    }

    /**
     * The server drops a parameter that it cannot decode, and an answer without that filter would hold more than was
     * asked for.
     */
    private static void queryCanBeRead(HttpServletRequest request) {
        if (request.getQueryString() != null) {
            Parameters.of(request);
        }
    }

    // RFC 9110, 15.5.6: "The origin server MUST generate an Allow header field in a 405 response".
    private static void methodIsOneOf(Set<String> methods, HttpServletRequest request, HttpServletResponse response) {
        if (!methods.contains(request.getMethod())) {
            response.setHeader("Allow", String.join(", ", methods));
            throw new Failure(
                    405,
                    "method-not-allowed",
                    new Message(
                            "Địa chỉ này chỉ nhận " + String.join(", ", methods) + ".",
                            "This resource takes " + String.join(", ", methods) + " only."));
        }
    }
}
