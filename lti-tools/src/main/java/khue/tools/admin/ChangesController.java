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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import khue.tools.accounts.Accounts;
import khue.tools.audit.AuditAction;
import khue.tools.audit.AuditLog;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Messages;
import khue.tools.web.OpenTo;

/** Who changed what, when and from where, newest first. */
@Path("admin/changes")
@Controller
@RequestScoped
@OpenTo(Audience.ADMINISTRATOR)
public class ChangesController {

    private static final int ON_A_PAGE = 50;
    private static final int LONGEST_SUBJECT = 300;

    @Inject
    private AuditLog log;

    @Inject
    private Accounts accounts;

    @Inject
    private CurrentVisit current;

    @Inject
    private Messages messages;

    @Inject
    private Models models;

    @GET
    public String list(
            @QueryParam("account") String account,
            @QueryParam("action") String action,
            @QueryParam("subject") String subject,
            @QueryParam("from") String from,
            @QueryParam("until") String until,
            @QueryParam("before") String before) {
        Optional<UUID> who = Asked.id(account);
        Optional<AuditAction> what = Optional.ofNullable(action).flatMap(AuditAction::of);
        Optional<String> which = Optional.ofNullable(subject)
                .map(String::strip)
                .filter(text -> !text.isEmpty() && text.length() <= LONGEST_SUBJECT);
        Optional<LocalDate> first = Asked.day(from);
        Optional<LocalDate> last = Asked.day(until);
        AuditLog.Filter filter =
                new AuditLog.Filter(who, what, which, first.map(Asked::beginningOf), last.map(Asked::endOf));
        Optional<Long> start = Asked.number(before);
        AuditLog.Page page = log.newestFirst(filter, start, ON_A_PAGE);

        UriBuilder address = UriBuilder.fromPath("/tools/admin/changes");
        who.ifPresent(id -> address.queryParam("account", id));
        what.ifPresent(name -> address.queryParam("action", name));
        which.ifPresent(id -> address.queryParam("subject", "{subject}"));
        first.ifPresent(day -> address.queryParam("from", day));
        last.ifPresent(day -> address.queryParam("until", day));
        String here = address.build(which.orElse("")).toString();

        models.put("entries", page.entries());
        models.put("filtered", filter.restricts());
        models.put("accounts", accountNames());
        models.put("actions", actions());
        models.put("account", who.map(UUID::toString).orElse(""));
        models.put("what", what.map(AuditAction::name).orElse(""));
        models.put("subject", which.orElse(""));
        models.put("from", first.map(LocalDate::toString).orElse(""));
        models.put("until", last.map(LocalDate::toString).orElse(""));
        models.put("first", start.isEmpty() ? "" : here);
        models.put("older", Asked.older(here, page.next()));
        return "admin/changes.html";
    }

    private Map<String, String> accountNames() {
        Map<String, String> names = new LinkedHashMap<>();
        accounts.list().forEach(account -> names.put(account.id().toString(), account.name()));
        return names;
    }

    private Map<String, String> actions() {
        Map<String, String> actions = new LinkedHashMap<>();
        for (AuditAction action : AuditAction.values()) {
            actions.put(action.name(), messages.say(current.locale(), action.sentence()));
        }
        return actions;
    }
}
