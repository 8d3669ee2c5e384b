/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.testing;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One headless Chromium for a whole run. It keeps third-party cookies only where they are partitioned, as browsers in
 * schools do by now.
 */
public final class Chromium implements ExtensionContext.Store.CloseableResource, AutoCloseable {

    private static final String THIRD_PARTY_COOKIES_BLOCKED = "--test-third-party-cookie-phaseout";

    /**
     * A picture of a whole page lays it out anew for a moment; a frame in a process of its own is then drawn in part, and a click that follows
     * may land beside the button. Cookies do not care: the frame is another site's all the same.
     */
    private static final String ONE_PROCESS_FOR_A_PAGE_AND_ITS_FRAMES = "--disable-site-isolation-trials";

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;

    private Chromium() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        String path = System.getenv().getOrDefault("KHUE_CHROMIUM", "/usr/bin/chromium");
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(path))
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-dev-shm-usage",
                                "--disable-gpu",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--no-first-run",
                                ONE_PROCESS_FOR_A_PAGE_AND_ITS_FRAMES,
                                THIRD_PARTY_COOKIES_BLOCKED)));
    }

    /** Hands the one of this run to whoever has a parameter of this type. */
    public static final class Extension implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Chromium.class;
        }

        @Override
        public Chromium resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return of(context);
        }
    }

    /** The one of this run, started when it is first asked for. */
    public static Chromium of(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Chromium.class))
                .getOrComputeIfAbsent(Chromium.class, key -> new Chromium(), Chromium.class);
    }

    /** Somebody's own browser: no cookie is shared with another one. Whoever opens it closes it. */
    public BrowserContext newContext(NewContextOptions options) {
        return browser.newContext(options);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
