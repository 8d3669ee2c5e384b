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
import khue.tools.lti.outbound.OutboundFailed;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.platforms.ServiceCalls;
import khue.tools.lti.platforms.TokenRefused;
import khue.tools.outbox.Backoff;
import khue.tools.outbox.Carrier;
import khue.tools.outbox.Message;
import khue.tools.outbox.Outbox;
import khue.tools.outbox.Outcome;

/** Carries scores to the LMSes: for one person on one line item one at a time, the newest only. */
@ApplicationScoped
class ScoreCarrier implements Carrier {

    static final String QUEUE = "scores";

    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5));

    /** So many that one slow LMS does not keep the others waiting. */
    private static final int WORKERS = 4;

    /** Some LMSes compare timestamps by the second: two scores for one person are that far apart. */
    private static final Duration RESOLUTION = Duration.ofSeconds(1);

    @Inject
    private GradedLinks links;

    @Inject
    private ServiceCalls services;

    @Inject
    private Outbox outbox;

    @Inject
    private Clock clock;

    @Override
    public String queue() {
        return QUEUE;
    }

    @Override
    public int batch() {
        return 1;
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
        Instant now = clock.instant();
        Optional<Duration> early = outbox.lastDelivered(QUEUE, message.lane().orElseThrow())
                .map(last -> Duration.between(now, last.plus(RESOLUTION)))
                .filter(wait -> !wait.isNegative());
        if (early.isPresent()) {
            return Outcome.later("the score before it was sent just now", early.get());
        }
        Score score = QueuedScore.read(message.payload());
        Optional<GradedLink> found = links.find(score.resourceLink(), score.person());
        if (found.isEmpty()) {
            return Outcome.refused("the link, or the learner's identity in its LMS, is not known any more");
        }
        GradedLink link = found.get();
        if (link.platform().status() != Platform.Status.ACTIVE) {
            return Outcome.refused("the LMS is not active");
        }
        try {
            return send(message, score, link);
        } catch (Undeliverable undeliverable) {
            return undeliverable.outcome();
        } catch (OutboundFailed failure) {
            return failure.isTransient() ? Outcome.later(failure.getMessage()) : Outcome.refused(failure.getMessage());
        } catch (TokenRefused refusal) {
            String problem = "no access token: " + refusal.getMessage();
            return refusal.isTransient()
                    ? Outcome.later(problem, refusal.retryAfter().orElse(Duration.ZERO))
                    : Outcome.refused(problem);
        }
    }

    private Outcome send(Message message, Score score, GradedLink link) {
        URI lineItem = link.lineItemUrl().orElseGet(() -> lineItem(link, score.maximum()));
        return new ScoreService(request -> services.send(link.platform(), ScoreService.SCOPES, request), clock)
                .send(lineItem, link.subject(), score, message);
    }

    private URI lineItem(GradedLink link, BigDecimal maximum) {
        if (!links.claimLineItem(link.id())) {
            throw new Undeliverable(Outcome.later("the line item is being looked for"));
        }
        Optional<URI> found = Optional.empty();
        try {
            found = Optional.of(new LineItemService(
                            request -> services.send(link.platform(), LineItemService.SCOPES, request), clock)
                    .findOrMake(link, maximum));
            return found.get();
        } finally {
            links.releaseLineItem(link.id(), found);
        }
    }
}
