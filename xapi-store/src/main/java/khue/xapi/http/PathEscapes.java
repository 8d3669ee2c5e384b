/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/**
 * Makes a path with a percent sign that escapes nothing, as {@code /xapi/%zz}, one like any other that leads nowhere.
 *
 * <p>The server fails when it decodes such a path, which is before any filter, and then answers 200 with nothing in it:
 * to the sender of a statement, an acknowledgement. It has a hook for those who count its requests, and that one comes
 * early enough to escape the percent sign itself. A filter has to bring it there, because nothing else knows the listener
 * that requests come by; so it is there from the first request on that reaches this application.
 */
public class PathEscapes extends HttpFilter {

    private static final Pattern PERCENT_THAT_ESCAPES_NOTHING = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private static final Logger LOG = Logger.getLogger(PathEscapes.class.getName());

    private final transient Map<Integer, Optional<Hook>> hooks = new ConcurrentHashMap<>();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        hooks.computeIfAbsent(request.getLocalPort(), port -> hookInto(request));
        chain.doFilter(request, response);
    }

    private static Optional<Hook> hookInto(ServletRequest request) {
        try {
            return Optional.of(Hook.into(request));
        } catch (IllegalStateException otherServer) {
            LOG.log(Level.WARNING, "Paths with broken escapes are left to the server", otherServer);
            return Optional.empty();
        }
    }

    /** Nothing of this application stays in the server. */
    @Override
    public void destroy() {
        hooks.values().forEach(hook -> hook.ifPresent(Hook::remove));
    }

    /** All of its percent signs are escaped, because what is left may be half a character. */
    static String mended(String path) {
        return PERCENT_THAT_ESCAPES_NOTHING.matcher(path).find() ? path.replace("%", "%25") : path;
    }

    /**
     * A probe of the listener.
     *
     * @param monitoring where the listener keeps its probes
     * @param probes the one that is ours
     */
    private record Hook(Object monitoring, Object[] probes) {

        private static final Class<?>[] PROBES = {Object[].class};
        private static final Class<?>[] BYTES_START_END = {byte[].class, int.class, int.class};

        static Hook into(ServletRequest request) {
            Object grizzly = ServerInside.grizzlyRequest(request);
            Object monitoring = ServerInside.call(ServerInside.call(grizzly, "getHttpFilter"), "getMonitoringConfig");
            try {
                ClassLoader server = grizzly.getClass().getClassLoader();
                Class<?> type = server.loadClass("org.glassfish.grizzly.http.server.HttpServerProbe");
                Method uri = grizzly.getClass().getMethod("getRequestURI");
                Object[] probes = (Object[]) Array.newInstance(type, 1);
                probes[0] = Proxy.newProxyInstance(
                        server, new Class<?>[] {type}, (probe, event, arguments) -> switch (event.getName()) {
                            case "onRequestReceiveEvent" -> mend(arguments[2], (String) uri.invoke(arguments[2]));
                            case "equals" -> probe == arguments[0];
                            case "hashCode" -> System.identityHashCode(probe);
                            case "toString" -> PathEscapes.class.getName();
                            default -> null;
                        });
                ServerInside.call(monitoring, "addProbes", PROBES, (Object) probes);
                return new Hook(monitoring, probes);
            } catch (ReflectiveOperationException otherServer) {
                throw new IllegalStateException("not the server that this was made for", otherServer);
            }
        }

        private static Object mend(Object grizzlyRequest, String path) {
            if (path.indexOf('%') >= 0 && !mended(path).equals(path)) {
                byte[] bytes = mended(path).getBytes(StandardCharsets.ISO_8859_1);
                Object uri = ServerInside.call(ServerInside.call(grizzlyRequest, "getRequest"), "getRequestURIRef");
                ServerInside.call(uri, "init", BYTES_START_END, bytes, 0, bytes.length);
            }
            return null;
        }

        void remove() {
            ServerInside.call(monitoring, "removeProbes", PROBES, (Object) probes);
        }
    }
}
