/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import khue.xapi.reports.facts.FactExtraction;

/**
 * Every indicator's figure of the whole programme, in one answer. It takes as long as all of them together, so it is kept for a moment, and
 * {@link FiguresInBackground} makes it anew while people ask for it. Each node keeps its own; what is kept says how old it is.
 */
@ApplicationScoped
public class Totals {

    /** Ten times as long as it takes to compute them, so that it costs a tenth of a processor at most. */
    private static final int TIMES = 10;

    static final Duration SHORTEST = Duration.ofSeconds(3);

    /** Together with what facts take to follow, no figure is much more than a minute behind. */
    static final Duration LONGEST = Duration.ofSeconds(40);

    /** Somebody who looked today is likely to look again. */
    static final Duration WANTED = Duration.ofHours(12);

    /** Periods that are kept at a time; people ask for the present school year. */
    private static final int MOST = 4;

    private final Answers answers;
    private final FactExtraction facts;
    private final Clock clock;
    private final Map<Period, Kept> kept = new ConcurrentHashMap<>();
    private final ReentrantLock computing = new ReentrantLock();

    /** For the container's proxy. */
    protected Totals() {
        this(null, null, null);
    }

    @Inject
    public Totals(Answers answers, FactExtraction facts, Clock clock) {
        this.answers = answers;
        this.facts = facts;
        this.clock = clock;
    }

    /** One figure. */
    public record Total(Indicator indicator, Answers.Row row) {}

    /**
     * All of them.
     *
     * @param factsThrough what was stored until then is in the figures
     */
    public record Together(Period period, Instant computedAt, Instant factsThrough, List<Total> totals) {}

    /**
     * @param lasts how long they are good for
     * @param until when they are to be looked at again
     */
    private record Kept(Together together, Duration lasts, Instant until, Instant askedAt) {

        boolean isOld(Instant now) {
            return until.isBefore(now);
        }
    }

    /** At most {@link #LONGEST} old. */
    public Together of(Period period) {
        Instant now = clock.instant();
        Kept fresh = fresh(period, now);
        kept.put(period, new Kept(fresh.together(), fresh.lasts(), fresh.until(), now));
        forget(now);
        return fresh.together();
    }

    /** Makes anew what is too old, as long as somebody wants it; what nothing has come to is as good as new. */
    void refresh() {
        Instant now = clock.instant();
        forget(now);
        for (Kept one : kept.values()) {
            if (one.isOld(now)) {
                Kept anew = hasMoved(one)
                        ? keep(one.together().period())
                        : new Kept(one.together(), one.lasts(), now.plus(one.lasts()), one.askedAt());
                kept.computeIfPresent(
                        anew.together().period(),
                        (period, other) -> new Kept(anew.together(), anew.lasts(), anew.until(), other.askedAt()));
            }
        }
    }

    private Kept fresh(Period period, Instant now) {
        Kept before = kept.get(period);
        if (before != null && !before.isOld(now)) {
            return before;
        }
        // Of several who ask at once, one computes and the others wait for it.
        computing.lock();
        try {
            Kept meanwhile = kept.get(period);
            if (meanwhile != null && !meanwhile.isOld(now)) {
                return meanwhile;
            }
            Kept anew = keep(period);
            kept.put(period, anew);
            return anew;
        } finally {
            computing.unlock();
        }
    }

    /** Reference data may have changed, or somebody was erased, while no statement came; once in a while it counts as moved even so. */
    private boolean hasMoved(Kept one) {
        Together together = one.together();
        return facts.through().isAfter(together.factsThrough())
                || together.computedAt().plus(one.lasts().multipliedBy(TIMES)).isBefore(clock.instant());
    }

    private Kept keep(Period period) {
        Together anew = compute(period);
        Instant done = clock.instant();
        Duration time = Duration.between(anew.computedAt(), done).multipliedBy(TIMES);
        Duration bounded = time.compareTo(SHORTEST) < 0 ? SHORTEST : time.compareTo(LONGEST) > 0 ? LONGEST : time;
        return new Kept(anew, bounded, done.plus(bounded), done);
    }

    private Together compute(Period period) {
        Instant computedAt = clock.instant();
        // Before the figures: they may know more, never less.
        Instant through = facts.through();
        LocalDate today = LocalDate.ofInstant(computedAt, Period.ZONE);
        List<Total> totals = new ArrayList<>();
        for (Indicator indicator : Indicators.ALL) {
            Question question = new Question(period, Breakdown.NONE, Geography.EVENT, today);
            totals.add(new Total(indicator, answers.answer(indicator, question).total()));
        }
        return new Together(period, computedAt, through, totals);
    }

    private void forget(Instant now) {
        kept.values().removeIf(one -> one.askedAt().plus(WANTED).isBefore(now));
        while (kept.size() > MOST) {
            kept.entrySet().stream()
                    .min(Map.Entry.comparingByValue(
                            (one, other) -> one.askedAt().compareTo(other.askedAt())))
                    .ifPresent(oldest -> kept.remove(oldest.getKey()));
        }
    }
}
