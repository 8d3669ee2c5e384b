/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import khue.tools.evaluation.news.News;
import khue.tools.web.Formats;
import khue.tools.web.Messages;

/** Reports that were signed meanwhile, and those that wait for a signature. */
@ApplicationScoped
public class ReportNews implements News {

    @Inject
    private Reports reports;

    @Inject
    private Messages messages;

    @Override
    public List<Item> since(Optional<Instant> since, Locale locale) {
        return reports.list().stream()
                .filter(listed -> listed.locked().isPresent())
                .flatMap(listed -> item(listed, since, locale).stream())
                .toList();
    }

    private Optional<Item> item(Reports.Listed listed, Optional<Instant> since, Locale locale) {
        Formats formats = new Formats(locale);
        Report report = listed.report();
        String period = formats.date(report.period().from()) + " – "
                + formats.date(report.period().until());
        if (listed.signature().isEmpty()) {
            return Optional.of(new Item(
                    messages.say(locale, "evaluation.news.report.locked", period),
                    messages.say(
                            locale,
                            "evaluation.news.report.locked.detail",
                            formats.dateTime(listed.locked().orElseThrow().lockedAt())),
                    "waiting",
                    messages.say(locale, "evaluation.news.word.sign"),
                    "/reports/" + report.id()));
        }
        ReportSignature signature = listed.signature().get();
        return since.filter(moment -> signature.signedAt().isAfter(moment))
                .map(moment -> new Item(
                        messages.say(locale, "evaluation.news.report.signed", period),
                        messages.say(
                                locale,
                                "evaluation.news.report.signed.detail",
                                signature.signer().name(),
                                formats.dateTime(signature.signedAt())),
                        "good",
                        messages.say(locale, "evaluation.news.word.signed"),
                        "/reports/" + report.id()));
    }
}
