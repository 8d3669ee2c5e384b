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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.UriBuilder;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import khue.tools.lti.launch.LaunchLog;
import khue.tools.lti.platforms.Platforms;
import khue.tools.lti.protocol.LaunchReason;
import khue.tools.lti.protocol.Reason;
import khue.tools.lti.protocol.RegistrationReason;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Messages;
import khue.tools.web.OpenTo;

/** Why a launch failed, in words and by its code, newest first. */
@Path("admin/launches")
@Controller
@RequestScoped
@OpenTo(Audience.ADMINISTRATOR)
public class LaunchesController {

    private static final int ON_A_PAGE = 50;

    @Inject
    private LaunchLog launchLog;

    @Inject
    private Platforms platforms;

    @Inject
    private CurrentVisit current;

    @Inject
    private Messages messages;

    @Inject
    private Models models;

    /** What the filter does not understand restricts nothing: the page shows what it was filtered by. */
    @GET
    @OpenTo({Audience.ADMINISTRATOR, Audience.READER})
    public String list(
            @QueryParam("result") String result,
            @QueryParam("reason") String reasonCode,
            @QueryParam("platform") String platform,
            @QueryParam("from") String from,
            @QueryParam("until") String until,
            @QueryParam("before") String before) {
        Optional<Boolean> accepted = Optional.ofNullable(result)
                .filter(text -> text.equals("accepted") || text.equals("refused"))
                .map(text -> text.equals("accepted"));
        Optional<Reason> reason = Optional.ofNullable(reasonCode).flatMap(Reason::ofCode);
        Optional<UUID> asked = Asked.id(platform);
        Optional<LocalDate> first = Asked.day(from);
        Optional<LocalDate> last = Asked.day(until);
        Optional<Long> start = Asked.number(before);
        LaunchLog.Filter filter =
                new LaunchLog.Filter(accepted, reason, asked, first.map(Asked::beginningOf), last.map(Asked::endOf));
        LaunchLog.Page page = launchLog.newestFirst(filter, start, ON_A_PAGE);

        UriBuilder address = UriBuilder.fromPath("/tools/admin/launches");
        accepted.ifPresent(value -> address.queryParam("result", result));
        reason.ifPresent(value -> address.queryParam("reason", value.code()));
        asked.ifPresent(value -> address.queryParam("platform", value));
        first.ifPresent(day -> address.queryParam("from", day));
        last.ifPresent(day -> address.queryParam("until", day));
        String here = address.build().toString();

        models.put("entries", page.entries());
        models.put("result", accepted.isPresent() ? result : "");
        models.put("reason", reason.map(Reason::code).orElse(""));
        models.put("platform", asked.map(UUID::toString).orElse(""));
        models.put("from", first.map(LocalDate::toString).orElse(""));
        models.put("until", last.map(LocalDate::toString).orElse(""));
        models.put("filtered", filter.restricts());
        models.put("results", results());
        models.put("reasons", reasons());
        models.put("platforms", platformNames());
        models.put("first", start.isEmpty() ? "" : here);
        models.put("older", Asked.older(here, page.next()));
        return "admin/launches.html";
    }

    private Map<String, String> results() {
        Map<String, String> results = new LinkedHashMap<>();
        for (String result : List.of("refused", "accepted")) {
            results.put(result, messages.say(current.locale(), "admin.launches.result." + result));
        }
        return results;
    }

    /** By what they mean: nobody knows a code by heart. */
    private Map<String, String> reasons() {
        Map<String, String> reasons = new LinkedHashMap<>();
        Stream.<Reason>concat(Stream.of(LaunchReason.values()), Stream.of(RegistrationReason.values()))
                .forEach(reason -> reasons.put(
                        reason.code(), messages.say(current.locale(), reason.meansKey()) + " (" + reason.code() + ")"));
        return reasons;
    }

    private Map<String, String> platformNames() {
        Map<String, String> names = new LinkedHashMap<>();
        platforms.list().forEach(platform -> names.put(platform.id().toString(), platform.name()));
        return names;
    }
}
