/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import khue.tools.lti.launch.LaunchLog;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.platforms.Platforms;
import khue.tools.outbox.Deliveries;
import khue.tools.records.StoreClient;
import khue.tools.settings.Settings;
import khue.tools.web.Audience;
import khue.tools.web.Formats;
import khue.tools.web.OpenTo;

/** {@code /admin}: what waits for the administrator, and whether everything works. */
@Path("admin")
@Controller
@RequestScoped
@OpenTo(Audience.ADMINISTRATOR)
public class OverviewController {

    /** More refused launches than this in one day are told as "at least". */
    private static final int MOST_COUNTED = 500;

    @Inject
    private Platforms platforms;

    @Inject
    private LaunchLog launchLog;

    @Inject
    private Deliveries deliveries;

    @Inject
    private StoreClient store;

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    @Inject
    private Models models;

    @GET
    @OpenTo({Audience.ADMINISTRATOR, Audience.READER})
    public String overview() {
        List<Platform> all = platforms.list();
        List<Deliveries.Queue> queues = deliveries.queues(Formats.ZONE);
        models.put("pending", count(all, Platform.Status.PENDING));
        models.put("active", count(all, Platform.Status.ACTIVE));
        models.put("refusedLaunches", refusedToday());
        models.put("mostCounted", MOST_COUNTED);
        models.put("storeProblem", storeProblem().orElse(""));
        models.put("storeUrl", settings.storeUrl());
        models.put(
                "waiting", queues.stream().mapToLong(Deliveries.Queue::waiting).sum());
        models.put(
                "troubled",
                queues.stream()
                        .mapToLong(queue -> queue.refused() + queue.conflicts())
                        .sum());
        models.put(
                "delivered",
                queues.stream().mapToLong(Deliveries.Queue::delivered).sum());
        return "admin/overview.html";
    }

    private long refusedToday() {
        Instant today = LocalDate.ofInstant(clock.instant(), Formats.ZONE)
                .atStartOfDay(Formats.ZONE)
                .toInstant();
        var refused = new LaunchLog.Filter(
                Optional.of(false), Optional.empty(), Optional.empty(), Optional.of(today), Optional.empty());
        return launchLog.newestFirst(refused, Optional.empty(), MOST_COUNTED).entries().stream()
                .mapToLong(LaunchLog.Entry::repeats)
                .sum();
    }

    /** Why records do not arrive in the store; empty when it answers us as it should. */
    private Optional<String> storeProblem() {
        try {
            int status = store.get("/statements?limit=1").status();
            return status == 200 ? Optional.empty() : Optional.of("HTTP " + status);
        } catch (IOException unreachable) {
            return Optional.of(unreachable.getClass().getSimpleName());
        }
    }

    private static long count(List<Platform> platforms, Platform.Status status) {
        return platforms.stream()
                .filter(platform -> platform.status() == status)
                .count();
    }
}
