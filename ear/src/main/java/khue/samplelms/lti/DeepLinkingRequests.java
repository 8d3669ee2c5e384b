/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import khue.samplelms.http.Secrets;
import khue.samplelms.school.Person;
import khue.samplelms.school.RegisteredTool;
import khue.samplelms.temperament.Temperament;
import khue.samplelms.temperament.Trait;

/** Deep linking requests that a tool has not answered yet. */
public final class DeepLinkingRequests {
    private static final Duration LIFETIME = Duration.ofHours(2);

    private final Addresses addresses;
    private final Secrets secrets;
    private final Temperament temperament;
    private final Clock clock;
    private final Map<String, Pending> pending = new ConcurrentHashMap<>();

    public DeepLinkingRequests(Addresses addresses, Secrets secrets, Temperament temperament, Clock clock) {
        this.addresses = addresses;
        this.secrets = secrets;
        this.temperament = temperament;
        this.clock = clock;
    }

    /** @param data the opaque value that the answer must repeat, if one was sent */
    record Pending(
            String id, String clientId, String personId, String courseId, Optional<String> data, Instant sentAt) {}

    /** Whether the tool may answer with several items. */
    boolean acceptsMultiple() {
        return !temperament.has(Trait.ONE_ITEM);
    }

    Map<String, Object> settings(RegisteredTool tool, Person person, Launches.Launch launch) {
        String id = launch.id();
        Pending request = new Pending(id, tool.clientId(), person.id(), launch.courseId(), data(), clock.instant());
        pending.put(id, request);
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("accept_types", List.of("ltiResourceLink"));
        settings.put("accept_presentation_document_targets", List.of("frame", "iframe", "window"));
        settings.put("accept_multiple", acceptsMultiple());
        if (!temperament.has(Trait.LINE_ITEM_BY_DEEP_LINKING_UNSPOKEN)) {
            settings.put("accept_lineitem", acceptsLineItems());
        }
        settings.put("accept_copy_advice", false);
        settings.put("accept_unsigned", false);
        settings.put("auto_create", false);
        settings.put("can_confirm", false);
        settings.put("deep_link_return_url", addresses.deepLinkReturn(launch.courseId(), id));
        settings.put("title", tool.name());
        settings.put("text", "");
        request.data().ifPresent(data -> settings.put("data", data));
        return settings;
    }

    private Optional<String> data() {
        return temperament.has(Trait.DEEP_LINKING_DATA) ? Optional.of(secrets.next()) : Optional.empty();
    }

    boolean acceptsLineItems() {
        return !temperament.has(Trait.NO_LINE_ITEM_BY_DEEP_LINKING);
    }

    Optional<Pending> find(String id) {
        return Optional.ofNullable(pending.get(id))
                .filter(request -> clock.instant().isBefore(request.sentAt().plus(LIFETIME)));
    }

    /** True for the first caller only. */
    boolean finish(Pending request) {
        return pending.remove(request.id(), request);
    }
}
