/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.clients;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import khue.testing.Chromium;

/** A page that lies on a server of its own, as learning content does, with one script in it; to the store, another origin. */
final class ForeignPage implements AutoCloseable {

    private final HttpServer server;
    private final BrowserContext context;
    private final Page page;

    /** @param script a library's bundle for browsers */
    ForeignPage(Chromium chromium, Path script) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] library = Files.readAllBytes(script);
        byte[] html = """
                <!DOCTYPE html>
                <html lang="vi"><head><meta charset="utf-8"><title>Bài học</title></head>
                <body><script src="/library.js"></script></body></html>
                """.getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> answer(exchange, "text/html", html));
        server.createContext("/library.js", exchange -> answer(exchange, "text/javascript", library));
        server.start();
        context = chromium.newContext(new NewContextOptions().setLocale("vi-VN"));
        page = context.newPage();
        page.navigate("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /**
     * Runs a script in the page: a function of one argument.
     *
     * @param resource its name, beside this class
     * @return what the function returns, as Playwright hands it over: maps, lists, strings, numbers
     */
    Object run(String resource, Map<String, String> argument) {
        List<Response> refusals = new ArrayList<>();
        page.onResponse(response -> {
            if (response.status() >= 400) {
                refusals.add(response);
            }
        });
        try {
            return page.evaluate(text(resource), argument);
        } catch (PlaywrightException failed) {
            throw new AssertionError(
                    "after these answers: "
                            + refusals.stream().map(ForeignPage::told).toList(),
                    failed);
        }
    }

    private static String told(Response refusal) {
        return "%s %s: %d %s".formatted(refusal.request().method(), refusal.url(), refusal.status(), refusal.text());
    }

    private static String text(String resource) {
        try (InputStream in = ForeignPage.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        context.close();
        server.stop(0);
    }
}
