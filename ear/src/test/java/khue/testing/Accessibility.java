/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.testing;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a machine can tell about whether people can use a page who see little, hear little, or have no mouse: axe-core is
 * run in the page as it stands, with every rule that belongs to WCAG 2.2, levels A and AA, and once more for the colours of
 * the dark. It finds a part of what can be wrong; a page without a finding is not yet a good page.
 */
public final class Accessibility {

    private static final Path AXE = Path.of("target", "npm", "axe-core", "package", "axe.min.js");

    private static final List<String> LEVELS = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
    private static final List<String> COLOURS = List.of("color-contrast", "link-in-text-block");

    /**
     * At the end of the page, where buttons that stick to the bottom of the screen lie in their own place; before it they
     * cover what can be scrolled to. Each frame is a page of its own and is asked on its own.
     */
    private static final String FINDINGS = """
            async rules => {
              const [left, top] = [scrollX, scrollY];
              scrollTo({top: document.documentElement.scrollHeight, behavior: 'instant'});
              const result = await axe.run(document, {runOnly: rules, resultTypes: ['violations'], iframes: false});
              scrollTo({left, top, behavior: 'instant'});
              return result.violations.flatMap(rule => rule.nodes.map(node =>
                  `${rule.impact}: ${rule.id} at ${node.target.join(' ')}: ${node.failureSummary.replace(/\\s+/g, ' ')}`));
            }""";

    private static final String IS_THERE = "() => typeof axe !== 'undefined'";

    private Accessibility() {}

    /** One sentence for each place where the page, or a frame in it, breaks a rule. */
    public static List<String> findings(Page page) {
        List<String> findings = new ArrayList<>();
        // A colour that is on its way from one to another is neither.
        page.emulateMedia(new EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        findings.addAll(findings(page, "", LEVELS));
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        findings.addAll(findings(page, "in the dark, ", COLOURS));
        // One after the other: no picture that is taken next shows a colour on its way back.
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.emulateMedia(new EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
        return findings;
    }

    private static List<String> findings(Page page, String when, List<String> rules) {
        List<String> findings = new ArrayList<>();
        for (Frame frame : page.frames()) {
            if (!frame.isDetached() && !frame.url().startsWith("about:")) {
                // As the browser's own debugger does it: the page's security policy lets no other script in.
                if (!(Boolean) frame.evaluate(IS_THERE)) {
                    frame.evaluate(axe());
                }
                for (Object finding : (List<?>) frame.evaluate(FINDINGS, rules)) {
                    findings.add(when + frame.url() + ": " + finding);
                }
            }
        }
        return findings;
    }

    private static String axe() {
        try {
            return Files.readString(AXE);
        } catch (IOException failed) {
            throw new UncheckedIOException("axe-core is fetched by the build of this module", failed);
        }
    }
}
