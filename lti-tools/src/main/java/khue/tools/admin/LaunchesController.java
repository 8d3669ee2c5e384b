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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import khue.tools.lti.launch.LaunchLog;
import khue.tools.lti.platforms.Platforms;
import khue.tools.lti.protocol.LaunchReason;
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
    public String list(
            @QueryParam("result") String result,
            @QueryParam("reason") String reasonCode,
            @QueryParam("platform") String platform,
            @QueryParam("before") String before) {
        Optional<Boolean> accepted = Optional.ofNullable(result)
                .filter(text -> text.equals("accepted") || text.equals("refused"))
                .map(text -> text.equals("accepted"));
        Optional<LaunchReason> reason = Optional.ofNullable(reasonCode).flatMap(LaunchReason::ofCode);
        Optional<UUID> asked = Asked.id(platform);
        Optional<Long> from = Asked.number(before);
        LaunchLog.Page page = launchLog.newestFirst(new LaunchLog.Filter(accepted, reason, asked), from, ON_A_PAGE);
        models.put("entries", page.entries());
        models.put("result", result);
        models.put("reason", reason.map(LaunchReason::code).orElse(""));
        models.put("platform", asked.map(UUID::toString).orElse(""));
        models.put("filtered", accepted.isPresent() || reason.isPresent() || asked.isPresent());
        models.put("results", results());
        models.put("reasons", reasons());
        models.put("platforms", platformNames());
        models.put("first", from.isEmpty() ? "" : address(result, reason, asked, Optional.empty()));
        models.put(
                "older",
                page.next()
                        .map(next -> address(result, reason, asked, Optional.of(next)))
                        .orElse(""));
        return "admin/launches.html";
    }

    private Map<String, String> results() {
        Map<String, String> results = new LinkedHashMap<>();
        for (String result : List.of("refused", "accepted")) {
            results.put(result, messages.say(current.locale(), "admin.launches.result." + result));
        }
        return results;
    }

    private static Map<String, String> reasons() {
        Map<String, String> reasons = new LinkedHashMap<>();
        Stream.of(LaunchReason.values()).map(LaunchReason::code).sorted().forEach(code -> reasons.put(code, code));
        return reasons;
    }

    private Map<String, String> platformNames() {
        Map<String, String> names = new LinkedHashMap<>();
        platforms.list().forEach(platform -> names.put(platform.id().toString(), platform.name()));
        return names;
    }

    private static String address(
            String result, Optional<LaunchReason> reason, Optional<UUID> platform, Optional<Long> before) {
        UriBuilder address = UriBuilder.fromPath("/tools/admin/launches");
        Optional.ofNullable(result)
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> address.queryParam("result", "{result}"));
        reason.ifPresent(value -> address.queryParam("reason", value.code()));
        platform.ifPresent(value -> address.queryParam("platform", value));
        before.ifPresent(value -> address.queryParam("before", value));
        return address.build(Optional.ofNullable(result).orElse("")).toString();
    }
}
