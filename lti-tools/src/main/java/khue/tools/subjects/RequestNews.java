/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import khue.tools.evaluation.news.News;
import khue.tools.web.Formats;
import khue.tools.web.Messages;

/** Requests about people's own data whose clock runs. */
@ApplicationScoped
public class RequestNews implements News {

    @Inject
    private Requests requests;

    @Inject
    private Messages messages;

    @Override
    public List<Item> since(Optional<Instant> since, Locale locale) {
        List<DataRequest> open = requests.list().stream()
                .filter(request -> request.doneAt().isEmpty())
                .toList();
        return open.stream()
                .map(RequestNews::due)
                .min(Comparator.naturalOrder())
                .map(first -> item(open, first, locale))
                .map(List::of)
                .orElse(List.of());
    }

    private Item item(List<DataRequest> open, LocalDate first, Locale locale) {
        boolean late = open.stream().anyMatch(requests::isLate);
        return new Item(
                messages.say(locale, "evaluation.news.requests", open.size()),
                messages.say(locale, "evaluation.news.requests.detail", new Formats(locale).date(first)),
                late ? "attention" : "waiting",
                messages.say(locale, late ? "evaluation.news.word.late" : "evaluation.news.word.due"),
                "/subjects");
    }

    private static LocalDate due(DataRequest request) {
        return request.repliedAt().isEmpty() ? request.replyBy() : request.doneBy();
    }
}
