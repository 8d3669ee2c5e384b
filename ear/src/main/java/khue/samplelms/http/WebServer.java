/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JDK's HTTP server with routes. Paths below {@code /lti/} and {@code /.well-known/} are protocol and are logged. */
public final class WebServer implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(WebServer.class.getName());
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    private final HttpServer server;
    private final List<HttpServer> more = new ArrayList<>();
    private final ExecutorService threads;
    private final ExchangeLog log;
    private final List<Route> routes = new ArrayList<>();
    private String baseUrl = "";
    private String protocolUrl = "";
    private BiFunction<Request, Refusal, Response> refusals =
            (request, refusal) -> Response.of(refusal.status(), "text/plain; charset=utf-8", refusal.description());

    /** Binds the address at once, so that the port is known; requests are served after {@link #start()}. */
    public WebServer(InetSocketAddress address, ExchangeLog log) throws IOException {
        this.server = HttpServer.create(address, 0);
        this.log = log;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "sample-lms");
            thread.setDaemon(true);
            return thread;
        });
        serveBy(server);
    }

    private void serveBy(HttpServer listening) {
        listening.setExecutor(threads);
        listening.createContext("/", this::serve);
    }

    /**
     * Listens at one more address.
     *
     * @return its port
     */
    public int listenAlso(InetSocketAddress address) throws IOException {
        HttpServer another = HttpServer.create(address, 0);
        serveBy(another);
        more.add(another);
        return another.getAddress().getPort();
    }

    /** Answers one kind of request. */
    @FunctionalInterface
    public interface Handler {
        Response handle(Request request);
    }

    private record Route(String method, Pattern path, List<String> variables, Handler handler) {}

    /** @param path with {@code {name}} for a segment that varies */
    public WebServer on(String method, String path, Handler handler) {
        List<String> variables = new ArrayList<>();
        Matcher matcher = VARIABLE.matcher(path);
        while (matcher.find()) {
            variables.add(matcher.group(1));
        }
        String pattern = VARIABLE.matcher(path.replace(".", "\\.")).replaceAll("([^/]+)");
        routes.add(new Route(method, Pattern.compile(pattern), variables, handler));
        return this;
    }

    /**
     * Serves requests to this address only: pages asked for under another name are sent to it, since cookies and tokens
     * are bound to the name; anything else is refused.
     *
     * @param newBaseUrl without a slash at the end
     * @param newProtocolUrl under which protocol is served besides, or the same
     */
    public WebServer knownAs(String newBaseUrl, String newProtocolUrl) {
        this.baseUrl = newBaseUrl;
        this.protocolUrl = newProtocolUrl;
        return this;
    }

    /** How a refusal is shown. */
    public WebServer onRefusal(BiFunction<Request, Refusal, Response> newRefusals) {
        this.refusals = newRefusals;
        return this;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public void start() {
        server.start();
        more.forEach(HttpServer::start);
    }

    @Override
    public void close() {
        server.stop(0);
        more.forEach(another -> another.stop(0));
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) {
        try (exchange) {
            Request request = read(exchange);
            Response response = answer(request);
            if (isProtocol(request)) {
                log.add(request.method(), request.path(), response.status(), response.reason());
            }
            write(exchange, response);
        } catch (IOException gone) {
            LOGGER.log(Level.FINE, "the client went away", gone);
        }
    }

    private Response answer(Request request) {
        try {
            return route(request);
        } catch (Refusal refusal) {
            return refusals.apply(request, refusal).because(refusal.error() + ": " + refusal.description());
        } catch (RuntimeException fault) {
            LOGGER.log(Level.WARNING, "the sample LMS failed at " + request.path(), fault);
            return Response.of(500, "text/plain; charset=utf-8", "The sample LMS failed. Its log says why.")
                    .because(fault.toString());
        }
    }

    private Response route(Request request) {
        if (request.isTooLarge()) {
            throw new Refusal(413, "invalid_request", "The body is larger than " + Request.LARGEST_BODY + " bytes.");
        }
        String asked = request.header("Host").map("http://"::concat).orElse("");
        boolean protocol = isProtocol(request) || request.path().startsWith("/assets/");
        if (!asked.equals(baseUrl) && !(asked.equals(protocolUrl) && protocol)) {
            if (request.method().equals("GET")) {
                return Response.seeOther(baseUrl + request.target());
            }
            throw new Refusal(421, "invalid_request", "This server is known as " + baseUrl + " only.");
        }
        boolean pathKnown = false;
        String method = request.method().equals("HEAD") ? "GET" : request.method();
        for (Route route : routes) {
            Matcher matcher = route.path().matcher(request.path());
            if (!matcher.matches()) {
                continue;
            }
            pathKnown = true;
            if (route.method().equals(method)) {
                Map<String, String> variables = new HashMap<>();
                for (int i = 0; i < route.variables().size(); i++) {
                    variables.put(route.variables().get(i), matcher.group(i + 1));
                }
                return route.handler().handle(request.withPathVariables(variables));
            }
        }
        throw pathKnown
                ? new Refusal(405, "invalid_request", request.method() + " is not possible here.")
                : Refusal.notFound("There is nothing at " + request.path() + ".");
    }

    private static boolean isProtocol(Request request) {
        return request.path().startsWith("/lti/") || request.path().startsWith("/.well-known/");
    }

    private static Request read(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(Request.LARGEST_BODY + 1);
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        return new Request(exchange.getRequestMethod(), exchange.getRequestURI(), headers, Map.of(), body);
    }

    private static void write(HttpExchange exchange, Response response) throws IOException {
        response.headers()
                .forEach(header -> exchange.getResponseHeaders().add(header.getKey(), latin1(header.getValue())));
        boolean headless = exchange.getRequestMethod().equals("HEAD") || response.body().length == 0;
        exchange.sendResponseHeaders(response.status(), headless ? -1 : response.body().length);
        if (!headless) {
            exchange.getResponseBody().write(response.body());
        }
    }

    /** The JDK writes one byte a character, so that text goes out as UTF-8 only when it is spread over bytes first. */
    private static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
