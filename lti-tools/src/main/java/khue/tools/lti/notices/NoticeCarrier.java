/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.notices;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.platforms.PlatformKeys;
import khue.tools.lti.platforms.Platforms;
import khue.tools.lti.protocol.LaunchReason;
import khue.tools.lti.protocol.LaunchRejected;
import khue.tools.lti.protocol.Notice;
import khue.tools.lti.protocol.NoticeValidator;
import khue.tools.outbox.Backoff;
import khue.tools.outbox.Carrier;
import khue.tools.outbox.Message;
import khue.tools.outbox.Outcome;

/** Looks into the notices that were kept, those of one LMS one after the other, and has those acted on that are what they say. */
@ApplicationScoped
class NoticeCarrier implements Carrier {

    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(30));

    /** An LMS that does not publish the key of a notice for so long did not send it. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(2);

    @Inject
    private Platforms platforms;

    @Inject
    private PlatformKeys keys;

    @Inject
    private Notices notices;

    @Inject
    private Event<NoticeEnded> events;

    @Inject
    private Clock clock;

    @Override
    public String queue() {
        return NoticeInbox.QUEUE;
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
        NoticeInbox.Kept kept = NoticeInbox.Kept.of(message.payload());
        Optional<Platform> platform = platforms.find(kept.platform());
        if (platform.isEmpty()) {
            return Outcome.superseded("the LMS is not registered any more");
        }
        try {
            platformIsActive(platform.get());
            Notice notice = new NoticeValidator(
                            keyId -> keys.find(platform.get(), keyId), Clock.fixed(message.createdAt(), ZoneOffset.UTC))
                    .validate(kept.token(), platform.get().registration());
            notices.actOn(platform.get(), notice);
            events.fire(new NoticeEnded(
                    Optional.of(platform.get().id()),
                    Optional.of(notice.deploymentId()),
                    Optional.of(notice.type()),
                    Optional.empty(),
                    ""));
            return Outcome.DELIVERED;
        } catch (PlatformKeys.Unreachable unreachable) {
            return message.createdAt().plus(LONGEST_WAIT).isAfter(clock.instant())
                    ? Outcome.later(unreachable.getMessage())
                    : refused(
                            platform.get(),
                            new LaunchRejected(LaunchReason.KEYS_UNREACHABLE, unreachable.getMessage()));
        } catch (LaunchRejected rejected) {
            return refused(platform.get(), rejected);
        }
    }

    private static void platformIsActive(Platform platform) {
        if (platform.status() != Platform.Status.ACTIVE) {
            throw new LaunchRejected(LaunchReason.PLATFORM_DISABLED, platform.name() + " is not active");
        }
    }

    /** The launch log says why; there is nothing to try again. */
    private Outcome refused(Platform platform, LaunchRejected rejected) {
        events.fire(new NoticeEnded(
                Optional.of(platform.id()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(rejected.reason()),
                rejected.detail()));
        return Outcome.superseded(rejected.reason().code() + ": " + rejected.detail());
    }
}
