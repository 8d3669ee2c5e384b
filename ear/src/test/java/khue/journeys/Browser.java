/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

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
 * One headless Chromium for a whole run of journeys. Each {@link Window} is a person's own browser: no cookie is shared. The browser keeps
 * third-party cookies only where they are partitioned, as browsers in schools do by now.
 */
final class Browser implements ParameterResolver, ExtensionContext.Store.CloseableResource, AutoCloseable {

    /** A desk in the staff room. */
    private static final int[] DESK = {1280, 800};

    /** A pupil's phone. */
    private static final int[] PHONE = {360, 740};

    /** The narrowest screen that every page must be usable on (WCAG 2.2, 1.4.10). */
    private static final int[] NARROWEST = {320, 640};

    private static final String THIRD_PARTY_COOKIES_BLOCKED = "--test-third-party-cookie-phaseout";

    /**
     * A picture of a whole page lays it out anew for a moment; a frame in a process of its own is then drawn in part, and a click that follows
     * may land beside the button. Cookies do not care: the frame is another site's all the same.
     */
    private static final String ONE_PROCESS_FOR_A_PAGE_AND_ITS_FRAMES = "--disable-site-isolation-trials";

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    /** For JUnit, which makes one for each test class to resolve parameters; the browser itself is made once, on first use. */
    Browser() {
        this.playwright = null;
        this.chromium = null;
    }

    private Browser(Playwright playwright) {
        this.playwright = playwright;
        String path = System.getenv().getOrDefault("KHUE_CHROMIUM", "/usr/bin/chromium");
        this.chromium = playwright
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

    private static Browser started() {
        return new Browser(Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))));
    }

    /** @param language {@code vi} or {@code en}: what the browser asks for */
    Window desk(String language) {
        return window(DESK, language, false);
    }

    Window phone(String language) {
        return window(PHONE, language, true);
    }

    Window narrowest(String language) {
        return window(NARROWEST, language, true);
    }

    private Window window(int[] size, String language, boolean phone) {
        BrowserContext context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(size[0], size[1])
                .setLocale(language.equals("vi") ? "vi-VN" : "en-GB")
                .setHasTouch(phone)
                .setIsMobile(phone));
        return new Window(context, size[0] + "-" + language);
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Browser.class))
                .getOrComputeIfAbsent("browser", key -> started(), Browser.class);
    }
}
