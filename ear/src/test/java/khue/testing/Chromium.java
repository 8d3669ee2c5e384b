/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.testing;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Headless Chromium for a whole run: one for each way to treat third-party cookies that is asked for. */
public final class Chromium implements AutoCloseable {

    private static final String THIRD_PARTY_COOKIES_BLOCKED = "--test-third-party-cookie-phaseout";

    /**
     * A picture of a whole page lays it out anew for a moment; a frame in a process of its own is then drawn in part, and a click that follows
     * may land beside the button. Cookies do not care: the frame is another site's all the same.
     */
    private static final String ONE_PROCESS_FOR_A_PAGE_AND_ITS_FRAMES = "--disable-site-isolation-trials";

    /** What a person who blocks a site in the browser's settings has there: Khuê's, wherever the LMS's site frames it. */
    private static final String NO_COOKIES_OF_OURS_IN_FRAMES = """
            {"profile": {"content_settings": {"exceptions": {"cookies": {"localhost,127.0.0.1": {"setting": 2}}}}}}
            """;

    private final Playwright playwright;
    private final Map<ThirdPartyCookies, com.microsoft.playwright.Browser> browsers =
            new EnumMap<>(ThirdPartyCookies.class);

    private Chromium() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    }

    private com.microsoft.playwright.Browser browser(ThirdPartyCookies cookies) {
        return browsers.computeIfAbsent(
                cookies,
                kind -> playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(executable())
                                .setArgs(arguments(kind))));
    }

    private static Path executable() {
        return Path.of(System.getenv().getOrDefault("KHUE_CHROMIUM", "/usr/bin/chromium"));
    }

    private static List<String> arguments(ThirdPartyCookies cookies) {
        List<String> arguments = new ArrayList<>(List.of(
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                // A microphone that hums, and a person who allows it.
                "--use-fake-device-for-media-stream",
                "--use-fake-ui-for-media-stream",
                ONE_PROCESS_FOR_A_PAGE_AND_ITS_FRAMES));
        if (cookies == ThirdPartyCookies.PARTITIONED) {
            arguments.add(THIRD_PARTY_COOKIES_BLOCKED);
        }
        return arguments;
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
        return WholeRun.share(context, Chromium.class, Chromium::new);
    }

    /** Somebody's own browser: no cookie is shared with another one. Whoever opens it closes it. */
    public BrowserContext newContext(NewContextOptions options) {
        return newContext(options, ThirdPartyCookies.PARTITIONED);
    }

    /** The same with another opinion of cookies. */
    public BrowserContext newContext(NewContextOptions options, ThirdPartyCookies cookies) {
        return cookies == ThirdPartyCookies.NONE
                ? withSettings(options, NO_COOKIES_OF_OURS_IN_FRAMES)
                : browser(cookies).newContext(options);
    }

    /** A setting that only a profile of its own can have: a browser that is started for it, and ends with its only context. */
    private BrowserContext withSettings(NewContextOptions options, String preferences) {
        try {
            Path profile = Files.createTempDirectory(Files.createDirectories(Path.of("target", "chromium")), "profile");
            Path file = Files.createDirectories(profile.resolve("Default")).resolve("Preferences");
            Files.writeString(file, preferences);
            return playwright
                    .chromium()
                    .launchPersistentContext(
                            profile,
                            new BrowserType.LaunchPersistentContextOptions()
                                    .setExecutablePath(executable())
                                    .setArgs(arguments(ThirdPartyCookies.PARTITIONED))
                                    .setViewportSize(options.viewportSize.orElse(null))
                                    .setLocale(options.locale));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    @Override
    public void close() {
        browsers.values().forEach(com.microsoft.playwright.Browser::close);
        playwright.close();
    }
}
