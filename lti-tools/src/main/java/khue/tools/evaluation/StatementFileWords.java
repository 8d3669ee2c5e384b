/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import khue.tools.queries.StatementFile;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Formats;
import khue.tools.web.Messages;

/** How far a file is, in the reader's language. */
@RequestScoped
public class StatementFileWords {

    private static final long KILOBYTE = 1_000;
    private static final double MEGABYTE = 1_000_000;
    private static final double TENTH = 10;

    @Inject
    private CurrentVisit current;

    @Inject
    private Messages messages;

    @Inject
    private Clock clock;

    /**
     * A file on a page.
     *
     * @param title which one: its format, and when it was begun
     * @param said how far it is, or how it ended
     * @param icon before it
     */
    public record Row(UUID id, String title, String said, boolean running, String icon) {}

    Row of(StatementFile file) {
        Locale locale = current.locale();
        Formats formats = new Formats(locale);
        Optional<StatementFile.Ending> ending = file.ending(clock.instant());
        String size = size(file.bytes(), formats);
        String far = file.lines()
                .map(lines -> messages.say(locale, "evaluation.file.lines", formats.number(lines), size))
                .orElseGet(() -> messages.say(locale, "evaluation.file.bytes", size));
        String how = ending.map(Enum::name).orElse("RUNNING").toLowerCase(Locale.ROOT);
        return new Row(
                file.id(),
                CountedFile.Format.valueOf(file.format().toUpperCase(Locale.ROOT))
                                .title() + " · " + formats.dateTime(file.begunAt()),
                messages.say(locale, "evaluation.file." + how, far),
                ending.isEmpty(),
                switch (how) {
                    case "whole" -> "check";
                    case "running" -> "clock";
                    case "failed" -> "attention";
                    default -> "dot";
                });
    }

    private static String size(long bytes, Formats formats) {
        return bytes < MEGABYTE
                ? formats.number((bytes + KILOBYTE - 1) / KILOBYTE) + " kB"
                : formats.number(Math.round(bytes / MEGABYTE * TENTH) / TENTH) + " MB";
    }
}
