/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import khue.testing.Accessibility;

/**
 * One person's browser window. Wherever the person goes, it watches what no page may do: ask another host for anything, show a key instead of a
 * sentence, scroll sideways, shut people out, or break a rule of its own security policy.
 */
final class Window implements AutoCloseable {

    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final Set<String> OUR_HOSTS = Set.of("localhost", "127.0.0.1");

    /** A picture far below waits to be scrolled to; in a picture of the whole page its place would be grey. None is waited for very long. */
    private static final String PICTURES_ARE_THERE = """
            () => Promise.race([
              new Promise(enough => setTimeout(enough, 5_000)),
              Promise.all([...document.images].map(image => {
                image.loading = 'eager';
                return image.decode().catch(() => {});
              }))])""";

    private final BrowserContext context;
    private final String language;
    private final List<Screen> screens;
    private final Page page;
    private final List<String> strangers = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    /** @param screens its own, and others on which its pages are looked at, too */
    Window(BrowserContext context, String language, List<Screen> screens) {
        this.context = context;
        this.language = language;
        this.screens = screens;
        context.onRequest(this::noteStranger);
        context.onConsoleMessage(this::noteComplaint);
        this.page = context.newPage();
    }

    /** What Playwright can do with the window's page. */
    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    Window open(String url) {
        page.navigate(url);
        return this;
    }

    /** The tool's frame inside the LMS's page. */
    FrameLocator tool() {
        return page.frameLocator("iframe:not([hidden])");
    }

    /** Keeps a picture of the page as the person sees it, and checks what every page must be. */
    void looksRight(String name) {
        looksRight(page, name);
    }

    /** The same for a page that opened beside the first one. */
    void looksRight(Page shown, String name) {
        shown.waitForLoadState();
        looksRight(shown, name, kind(screens.get(0)));
        for (Screen other : screens.subList(1, screens.size())) {
            shown.setViewportSize(other.width(), other.height());
            looksRight(shown, name, kind(other));
            shown.setViewportSize(screens.get(0).width(), screens.get(0).height());
        }
        assertThat(strangers).as("requests to other hosts by " + name).isEmpty();
        assertThat(complaints).as("complaints of the browser about " + name).isEmpty();
    }

    private String kind(Screen screen) {
        return screen.width() + "-" + language;
    }

    private static void looksRight(Page shown, String name, String kind) {
        shown.frames().forEach(Window::waitForPictures);
        shown.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + "-" + kind + ".png"))
                // The look at the dark colours, before, may still be fading.
                .setAnimations(ScreenshotAnimations.DISABLED)
                .setFullPage(true));
        for (Frame frame : shown.frames()) {
            if (frame.isDetached() || frame.url().startsWith("about:")) {
                continue;
            }
            String where = name + " (" + kind + ", " + frame.url() + ")";
            assertThat(frame.content()).as("sentences of " + where).doesNotContain("??");
            assertThat((Boolean) frame.evaluate(
                            "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1"))
                    .as("no sideways scrolling of " + where)
                    .isTrue();
        }
        assertThat(Accessibility.findings(shown))
                .as("WCAG for " + name + " (" + kind + ")")
                .isEmpty();
        assertThat(pressableOnPaper(shown))
                .as("only to be pressed, and printed by " + name + " (" + kind + ")")
                .isEmpty();
    }

    /** Whoever looks right after a press of a button may still see the page before it go. */
    private static void waitForPictures(Frame frame) {
        try {
            frame.evaluate(PICTURES_ARE_THERE);
        } catch (PlaywrightException gone) {
            if (!frame.isDetached()) {
                frame.waitForLoadState();
                frame.evaluate(PICTURES_ARE_THERE);
            }
        }
    }

    /** Keeps a picture of the page as it is printed. */
    void keepOnPaper(String name) {
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + "-paper-" + language + ".png"))
                .setFullPage(true));
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
    }

    /** Paper shows what there is to read, black on white in dark mode, too; a button or the way through the pages is of no use there. */
    private static List<?> pressableOnPaper(Page shown) {
        shown.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        try {
            return (List<?>) shown.evaluate("""
                    () => [...document.querySelectorAll('button, .btn, input[type=file], audio, video, .k-top, .k-trail')]
                        // Pages of the LMS are not ours to print.
                        .filter(() => document.querySelector('.k-main'))
                        .filter(part => part.checkVisibility())
                        .map(part => part.outerHTML.slice(0, 200))""");
        } finally {
            shown.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
        }
    }

    private void noteStranger(Request request) {
        URI url = URI.create(request.url().replaceAll("[|{}\"<> ]", "_"));
        if (url.getHost() != null && !OUR_HOSTS.contains(url.getHost())) {
            strangers.add(request.url());
        }
    }

    private void noteComplaint(ConsoleMessage message) {
        boolean answeredWithAStatus = message.text().startsWith("Failed to load resource");
        if (message.type().equals("error") && !answeredWithAStatus) {
            complaints.add(message.text());
        }
    }

    /** Leaves a picture of where the person was last: after a failure, it is where the journey ended. */
    @Override
    public void close() {
        page.screenshot(
                new Page.ScreenshotOptions().setPath(PICTURES.resolve("last-" + kind(screens.get(0)) + ".png")));
        context.close();
    }
}
