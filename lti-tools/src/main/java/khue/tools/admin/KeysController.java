/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import khue.tools.accounts.Account;
import khue.tools.accounts.Accounts;
import khue.tools.settings.Settings;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Messages;
import khue.tools.web.OpenTo;
import khue.tools.web.OurPages;
import khue.tools.web.PageRefused;

/**
 * The keys of the learning record store: which there are, who uses them, and making, restricting and revoking them. A
 * secret is shown in the answer that makes the key, once, and kept nowhere.
 */
@Path("admin/keys")
@Controller
@RequestScoped
@OpenTo(Audience.ADMINISTRATOR)
public class KeysController {

    private static final int BAD_GATEWAY = 502;
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    @Inject
    private StoreKeys keys;

    @Inject
    private KeyChanges changes;

    @Inject
    private Accounts accounts;

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    @Inject
    private CurrentVisit current;

    @Inject
    private Messages messages;

    @Inject
    private OurPages ourPages;

    @Inject
    private Models models;

    @GET
    public Response list() {
        try {
            Instant now = clock.instant();
            List<StoreKey> all = keys.list();
            models.put("own", settings.storeKey());
            models.put("active", only(all, now, true));
            models.put("ended", only(all, now, false));
            models.put("now", now);
            return Response.ok("admin/keys.html").build();
        } catch (StoreRefused refused) {
            return away(refused);
        }
    }

    @GET
    @Path("new")
    public String form() {
        return form(KeyForm.empty());
    }

    @POST
    @Path("new")
    public Response make(
            @FormParam("label") String label,
            @FormParam("purpose") String purpose,
            @FormParam("scope") List<String> scopes,
            @FormParam("until") String until) {
        KeyForm form = KeyForm.of(label, purpose, scopes, until, clock.instant());
        if (!form.isComplete()) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(form(form))
                    .build();
        }
        try {
            StoreKeys.Made made = changes.make(form.label(), form.chosenScopes(), form.expiresAt(), account());
            models.put("key", made.key());
            models.put("secret", made.secret());
            models.put("endpoint", endpoint());
            models.put("writes", writes(made.key()));
            return Response.ok("admin/key-made.html").build();
        } catch (StoreRefused refused) {
            models.put("refused", refused.getMessage());
            return Response.status(BAD_GATEWAY).entity(form(form)).build();
        }
    }

    @GET
    @Path("key")
    public Response show(@QueryParam("name") String name) {
        try {
            StoreKey key = find(name);
            return Response.ok(page(key, KeyForm.of(key))).build();
        } catch (StoreRefused refused) {
            return away(refused);
        }
    }

    @POST
    @Path("key")
    public Response change(
            @FormParam("name") String name,
            @FormParam("label") String label,
            @FormParam("scope") List<String> scopes,
            @FormParam("until") String until) {
        KeyForm form = KeyForm.of(label, KeyPurpose.OWN.name(), scopes, until, clock.instant());
        try {
            StoreKey key = find(name);
            if (!form.isComplete()) {
                return Response.status(Response.Status.BAD_REQUEST)
                        .entity(page(key, form))
                        .build();
            }
            changes.change(key, form.label(), form.chosenScopes(), form.expiresAt(), account());
            return toPage(key.name(), "key-changed");
        } catch (StoreRefused refused) {
            return notDone(refused);
        }
    }

    @POST
    @Path("revoke")
    public Response revoke(@QueryParam("name") String name) {
        try {
            StoreKey key = find(name);
            changes.revoke(key, account());
            return toPage(key.name(), "key-revoked");
        } catch (StoreRefused refused) {
            return notDone(refused);
        }
    }

    private String form(KeyForm form) {
        Map<String, String> purposes = new LinkedHashMap<>();
        for (KeyPurpose purpose : KeyPurpose.values()) {
            purposes.put(purpose.name(), messages.say(current.locale(), "admin.key.purpose." + purpose.name()));
        }
        models.put("purposes", purposes);
        models.put("scopes", KeyPurpose.SCOPES);
        models.put("form", form);
        return "admin/key-new.html";
    }

    private String page(StoreKey key, KeyForm form) {
        models.put("key", key);
        models.put("state", key.state(clock.instant()).name());
        models.put("isOwn", key.name().equals(settings.storeKey()));
        models.put("people", people(key));
        models.put("scopes", KeyPurpose.SCOPES);
        models.put("form", form);
        return "admin/key.html";
    }

    /** The names of the accounts in a key's history, by the ids that the store was told. */
    private Map<String, String> people(StoreKey key) {
        Map<String, String> people = new LinkedHashMap<>();
        key.history().stream()
                .flatMap(event -> event.onBehalfOf().stream())
                .distinct()
                .forEach(id -> account(id).ifPresent(account -> people.put(id, account.name())));
        return people;
    }

    private Optional<Account> account(String id) {
        try {
            return accounts.find(UUID.fromString(id));
        } catch (IllegalArgumentException ofAnotherClient) {
            return Optional.empty();
        }
    }

    private StoreKey find(String name) throws StoreRefused {
        return keys.find(Optional.ofNullable(name).orElse(""))
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
    }

    private UUID account() {
        return current.require().account().orElseThrow();
    }

    private Response away(StoreRefused refused) {
        models.put("advice", refused.advice());
        models.put("refused", refused.getMessage());
        return Response.status(BAD_GATEWAY).entity("admin/keys-away.html").build();
    }

    /** The store knows better than the page what may be done now; the page shows it when it is loaded again. */
    private Response notDone(StoreRefused refused) {
        if (refused.code().startsWith("key-")) {
            throw new PageRefused(PageRefused.Reason.CONFLICT, refused.getMessage());
        }
        return away(refused);
    }

    private Response toPage(String name, String done) {
        String query = "?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        return Response.seeOther(ourPages.orHome("/tools/admin/keys/key" + query + "&done=admin." + done))
                .build();
    }

    /** Where others reach the store; our own way to it may be one that only this machine knows. */
    private URI endpoint() {
        return THIS_MACHINE.contains(settings.storeUrl().getHost())
                ? URI.create(settings.baseUrl() + "/xapi")
                : settings.storeUrl();
    }

    private static List<StoreKey> only(List<StoreKey> keys, Instant now, boolean active) {
        return keys.stream()
                .filter(key -> (key.state(now) == StoreKey.State.ACTIVE) == active)
                .toList();
    }

    private static boolean writes(StoreKey key) {
        return key.scopes().contains("statements/write") || key.scopes().contains("all");
    }
}
