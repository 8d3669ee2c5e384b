/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import java.util.List;
import java.util.stream.Stream;
import khue.testing.Chromium;
import khue.testing.ThirdPartyCookies;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Where people's windows are opened. Each {@link Window} is a person's own browser: no cookie is shared. */
final class Browser implements ParameterResolver {

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
        return window(language, Screen.DESK);
    }

    /** The same with another opinion of third-party cookies than browsers in schools have by default. */
    Window desk(String language, ThirdPartyCookies cookies) {
        BrowserContext context = chromium.newContext(options(Screen.DESK, language), cookies);
        return new Window(context, language, List.of(Screen.DESK));
    }

    Window phone(String language) {
        return window(language, Screen.PHONE);
    }

    Window narrowest(String language) {
        return window(language, Screen.NARROWEST);
    }

    /** One whose pages are looked at on other screens, too: where the same is done on each, once is enough. */
    Window window(String language, Screen own, Screen... others) {
        List<Screen> screens = Stream.concat(Stream.of(own), Stream.of(others)).toList();
        return new Window(chromium.newContext(options(own, language)), language, screens);
    }

    private static NewContextOptions options(Screen screen, String language) {
        return new NewContextOptions()
                .setViewportSize(screen.width(), screen.height())
                .setLocale(language.equals("vi") ? "vi-VN" : "en-GB")
                .setHasTouch(screen.isTouched())
                .setIsMobile(screen.isTouched());
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
