/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import khue.testing.Chromium;
import khue.testing.ThirdPartyCookies;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Where people's windows are opened. Each {@link Window} is a person's own browser: no cookie is shared. */
final class Browser implements ParameterResolver {

    /** A desk in the staff room. */
    private static final int[] DESK = {1280, 800};

    /** A pupil's phone. */
    private static final int[] PHONE = {360, 740};

    /** The narrowest screen that every page must be usable on (WCAG 2.2, 1.4.10). */
    private static final int[] NARROWEST = {320, 640};

    private final Chromium chromium;

    /** For JUnit, which makes one for each test class to resolve parameters. */
    Browser() {
        this(null);
    }

    private Browser(Chromium chromium) {
        this.chromium = chromium;
    }

    /** @param language {@code vi} or {@code en}: what the browser asks for */
    Window desk(String language) {
        return window(DESK, language, false);
    }

    /** The same with another opinion of third-party cookies than browsers in schools have by default. */
    Window desk(String language, ThirdPartyCookies cookies) {
        BrowserContext context = chromium.newContext(options(DESK, language, false), cookies);
        return new Window(context, DESK[0] + "-" + language);
    }

    Window phone(String language) {
        return window(PHONE, language, true);
    }

    Window narrowest(String language) {
        return window(NARROWEST, language, true);
    }

    private Window window(int[] size, String language, boolean phone) {
        return new Window(chromium.newContext(options(size, language, phone)), size[0] + "-" + language);
    }

    private static NewContextOptions options(int[] size, String language, boolean phone) {
        return new NewContextOptions()
                .setViewportSize(size[0], size[1])
                .setLocale(language.equals("vi") ? "vi-VN" : "en-GB")
                .setHasTouch(phone)
                .setIsMobile(phone);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return new Browser(Chromium.of(context));
    }
}
