/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import khue.testing.Chromium;
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

    Window phone(String language) {
        return window(PHONE, language, true);
    }

    Window narrowest(String language) {
        return window(NARROWEST, language, true);
    }

    private Window window(int[] size, String language, boolean phone) {
        BrowserContext context = chromium.newContext(new NewContextOptions()
                .setViewportSize(size[0], size[1])
                .setLocale(language.equals("vi") ? "vi-VN" : "en-GB")
                .setHasTouch(phone)
                .setIsMobile(phone));
        return new Window(context, size[0] + "-" + language);
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
