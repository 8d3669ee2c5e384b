/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation.reference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import khue.tools.evaluation.StoreSilent;
import khue.tools.evaluation.news.News;
import khue.tools.web.Formats;
import khue.tools.web.Messages;

/** Files of reference data that were kept or undone meanwhile: figures stand on other ground than before. */
@ApplicationScoped
public class ImportNews implements News {

    @Inject
    private ReferenceStore store;

    @Inject
    private Messages messages;

    @Override
    public List<Item> since(Optional<Instant> since, Locale locale) throws StoreSilent {
        return since.isEmpty()
                ? List.of()
                : store.imports("", locale).stream()
                        .flatMap(made -> item(made, since.get(), locale).stream())
                        .toList();
    }

    private Optional<Item> item(ReferenceImport made, Instant since, Locale locale) {
        return Stream.of(
                        made.undoneAt().map(at -> item("undone", at, made, locale)),
                        made.keptAt().map(at -> item("kept", at, made, locale)))
                .flatMap(Optional::stream)
                .filter(one -> one.at().isAfter(since))
                .map(At::item)
                .findFirst();
    }

    private record At(Instant at, Item item) {}

    private At item(String what, Instant at, ReferenceImport made, Locale locale) {
        return new At(
                at,
                new Item(
                        messages.say(locale, "evaluation.news.import." + what, made.title()),
                        messages.say(
                                locale,
                                "evaluation.news.import.detail",
                                made.file(),
                                new Formats(locale).dateTime(at),
                                made.rows()),
                        "plain",
                        messages.say(locale, "evaluation.reference.state." + made.state()),
                        "/evaluation/reference/imports/" + made.id()));
    }
}
