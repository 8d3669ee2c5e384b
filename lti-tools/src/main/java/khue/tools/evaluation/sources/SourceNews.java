/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation.sources;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import khue.tools.evaluation.StoreSilent;
import khue.tools.evaluation.news.News;
import khue.tools.evaluation.reference.ReferenceStore;
import khue.tools.web.Formats;
import khue.tools.web.Messages;

/** Sources that are new, that are late, and that fell silent. */
@ApplicationScoped
public class SourceNews {

    private static final Duration LATE = Duration.ofDays(1);

    /** School days for which a silence is news; then it is known. */
    private static final int TOLD_FOR = 20;

    @Inject
    private ReferenceStore store;

    @Inject
    private Messages messages;

    @Inject
    private Silence silence;

    @Inject
    private Clock clock;

    /** The sources as they are now. */
    public final class Heard {

        private final List<Source> all;
        private final Locale locale;

        private Heard(List<Source> all, Locale locale) {
            this.all = all;
            this.locale = locale;
        }

        public Set<String> ids() {
            Set<String> ids = new LinkedHashSet<>();
            all.forEach(source -> ids.add(source.id()));
            return ids;
        }

        /**
         * What to tell of them.
         *
         * @param known the ids of those that were there
         * @param since empty in the very first visit, in which none of them is news
         */
        public List<News.Item> news(Set<String> known, Optional<Instant> since) {
            List<News.Item> items = new ArrayList<>();
            for (Source source : all) {
                Duration quiet = Duration.between(source.newest(), clock.instant());
                if (since.isPresent() && !known.contains(source.id())) {
                    items.add(item("new", "good", source));
                } else if (source.rhythm().silent()) {
                    if (source.rhythm().quiet() <= source.rhythm().patience() + TOLD_FOR) {
                        items.add(item("silent", "attention", source));
                    }
                } else if (quiet.compareTo(LATE) > 0 && isLate(source.rhythm())) {
                    items.add(item("late", "waiting", source));
                }
            }
            return items;
        }

        private boolean isLate(Source.Rhythm rhythm) {
            return rhythm.usualGap().filter(gap -> rhythm.quiet() > gap).isPresent();
        }

        private News.Item item(String kind, String tone, Source source) {
            return new News.Item(
                    messages.say(locale, "evaluation.news.source." + kind, source.title()),
                    detail(kind, source),
                    tone,
                    messages.say(locale, "evaluation.news.word.source-" + kind),
                    "/evaluation/sources/" + source.id());
        }

        private String detail(String kind, Source source) {
            String told = messages.say(
                    locale,
                    "evaluation.news.source.detail",
                    new Formats(locale).dateTime(source.newest()),
                    source.month());
            return kind.equals("new") ? told : told + " " + silence.why(source.rhythm(), locale);
        }
    }

    public Heard heard(Locale locale) throws StoreSilent {
        return new Heard(
                store.list("/reports/sources").stream()
                        .map(source -> Source.of(source, locale))
                        .toList(),
                locale);
    }
}
