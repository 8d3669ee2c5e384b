/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.grades;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import khue.tools.lti.outbound.OutboundFailed;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.platforms.ServiceCalls;
import khue.tools.lti.platforms.TokenRefused;
import khue.tools.lti.platforms.ToolUrls;
import khue.tools.outbox.Backoff;
import khue.tools.outbox.Carrier;
import khue.tools.outbox.Message;
import khue.tools.outbox.Outcome;

/** Carries scores to the LMSes: for one person on one line item one at a time, the newest only. */
@ApplicationScoped
class ScoreCarrier implements Carrier {

    static final String QUEUE = "scores";

    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5));

    /** So many that one slow LMS does not keep the others waiting. */
    private static final int WORKERS = 4;

    private static final String LINE_ITEM_GONE = "the line item is gone; another one is looked for";

    @Inject
    private GradedLinks links;

    @Inject
    private ServiceCalls services;

    @Inject
    private ScoreTimes times;

    @Inject
    private ToolUrls urls;

    @Inject
    private Clock clock;

    /** LMSes that asked us to wait, and until when; each node finds out for itself. */
    private final Map<UUID, Instant> resting = new ConcurrentHashMap<>();

    @Override
    public String queue() {
        return QUEUE;
    }

    @Override
    public int workers() {
        return WORKERS;
    }

    @Override
    public boolean oneDestination() {
        return false;
    }

    @Override
    public Backoff backoff() {
        return BACKOFF;
    }

    @Override
    public Map<UUID, Outcome> carry(List<Message> messages) {
        Message message = messages.get(0);
        return Map.of(message.id(), carry(message));
    }

    private Outcome carry(Message message) {
        if (!message.newest()) {
            return Outcome.SUPERSEDED;
        }
        Score score;
        try {
            score = QueuedScore.read(message.payload());
        } catch (IllegalArgumentException unusable) {
            return Outcome.refused(unusable.getMessage());
        }
        Optional<GradedLink> found = links.find(score.resourceLink(), score.person());
        if (found.isEmpty()) {
            return Outcome.refused("the link, or the learner's identity in its LMS, is not known any more");
        }
        GradedLink link = found.get();
        if (link.platform().status() != Platform.Status.ACTIVE) {
            return Outcome.refused("the LMS is not active");
        }
        Optional<Duration> rest = rest(link.platform());
        return rest.isPresent() ? Outcome.later("the LMS asked us to wait", rest.get()) : carry(message, score, link);
    }

    private Outcome carry(Message message, Score score, GradedLink link) {
        try {
            return send(message, score, link);
        } catch (Undeliverable undeliverable) {
            return restIfAsked(link.platform(), undeliverable.outcome());
        } catch (OutboundFailed failure) {
            return failure.isTransient() ? Outcome.later(failure.getMessage()) : Outcome.refused(failure.getMessage());
        } catch (TokenRefused refusal) {
            String problem = "no access token: " + refusal.getMessage();
            return refusal.isTransient()
                    ? restIfAsked(
                            link.platform(),
                            Outcome.later(problem, refusal.retryAfter().orElse(Duration.ZERO)))
                    : Outcome.refused(problem);
        }
    }

    private Optional<Duration> rest(Platform platform) {
        Instant now = clock.instant();
        resting.values().removeIf(until -> !until.isAfter(now));
        return Optional.ofNullable(resting.get(platform.id())).map(until -> Duration.between(now, until));
    }

    /** What one score was asked to wait for, every score for that LMS waits for. */
    private Outcome restIfAsked(Platform platform, Outcome outcome) {
        if (outcome instanceof Outcome.Later later && !later.notBefore().isZero()) {
            resting.put(platform.id(), clock.instant().plus(later.notBefore()));
        }
        return outcome;
    }

    private Outcome send(Message message, Score score, GradedLink link) {
        URI lineItem = link.lineItemUrl().orElseGet(() -> lineItem(link, score.maximum()));
        // An LMS stamps a cleared grade with its own time; and a score that met a newer grade needs a newer time.
        boolean anew = score.given().isEmpty()
                || message.problem().filter(ScoreService.NEWER_GRADE::equals).isPresent();
        Instant given = anew ? clock.instant() : message.createdAt();
        ScoreTimes.Next next = times.next(score.resourceLink(), score.person(), given);
        if (!next.mayGo()) {
            return Outcome.later("the score before it was sent just now", next.early());
        }
        try {
            return new ScoreService(
                            request -> services.send(link.platform(), ScoreService.SCOPES, request),
                            new ResultService(request -> services.send(link.platform(), ResultService.SCOPES, request)),
                            clock)
                    .send(lineItem, link.subject(), score, message.createdAt(), next.time());
        } catch (Undeliverable undeliverable) {
            return withoutItsLineItem(undeliverable, message, link);
        }
    }

    /** Somebody deleted the line item in the LMS. The link may have another one, or gets one; but not again and again. */
    private Outcome withoutItsLineItem(Undeliverable undeliverable, Message message, GradedLink link) {
        boolean before = message.problem().filter(LINE_ITEM_GONE::equals).isPresent();
        if (!undeliverable.nothingThere() || link.lineItemUrl().isEmpty() || before) {
            throw undeliverable;
        }
        links.forgetLineItem(link.id(), link.lineItemUrl().get());
        return Outcome.later(LINE_ITEM_GONE);
    }

    private URI lineItem(GradedLink link, BigDecimal maximum) {
        if (!links.claimLineItem(link.id())) {
            throw new Undeliverable(Outcome.later("the line item is being looked for"));
        }
        Optional<URI> found = Optional.empty();
        try {
            found = Optional.of(new LineItemService(
                            request -> services.send(link.platform(), LineItemService.SCOPES, request),
                            urls.launch(),
                            clock)
                    .findOrMake(link, maximum));
            return found.get();
        } finally {
            links.releaseLineItem(link.id(), found);
        }
    }
}
