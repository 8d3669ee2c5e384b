/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.families;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import khue.tools.accounts.QrPicture;
import khue.tools.lti.members.Courses;
import khue.tools.lti.members.Roster;
import khue.tools.people.People;
import khue.tools.settings.Settings;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** A teacher and the families of a class: sheets to print, who waits to be recognised, who is in. */
@Path("families")
@Controller
@RequestScoped
@OpenTo(Audience.TEACHER)
public class ClassFamiliesController {

    @Inject
    private Guardians guardians;

    @Inject
    private Consents consents;

    @Inject
    private Roster roster;

    @Inject
    private Courses courses;

    @Inject
    private People people;

    @Inject
    private CurrentVisit current;

    @Inject
    private FamilyPages pages;

    @Inject
    private Settings settings;

    @Inject
    private Models models;

    /** A child of the class, and how far its family is. */
    public record Row(String id, String name, List<String> family, boolean waits, Instant sheetUntil) {}

    /** Somebody who waits for the teacher's word. */
    public record Waiting(String id, String name, String relation, String phoneEnd, String child, Instant since) {}

    /** A grown-up who may look. */
    public record Connected(String id, String name, String relation, String child) {}

    /** One sheet: cut, folded and handed to the child. */
    public record Sheet(String name, String code, QrPicture picture) {}

    @GET
    public String show() {
        return page("");
    }

    @POST
    @Path("sheets")
    public Response print(@FormParam("child") List<String> chosen) {
        Map<UUID, String> names = names();
        List<UUID> children = names.keySet().stream()
                .filter(child -> chosen.contains(child.toString()))
                .toList();
        if (children.isEmpty()) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(page(pages.problem("family-none-chosen")))
                    .build();
        }
        List<Sheet> sheets = new ArrayList<>();
        guardians
                .print(current.course(), children, current.person())
                .forEach((child, code) -> sheets.add(new Sheet(
                        names.get(child),
                        code.printed(),
                        QrPicture.of(settings.toolsUrl() + "/family#" + code.printed()))));
        models.put("sheets", sheets);
        models.put("address", settings.toolsUrl() + "/family");
        models.put("className", courses.find(current.course()).orElseThrow().name());
        models.put("days", FamilySheet.LENGTH.toDays());
        return Response.ok("families/sheets.html").build();
    }

    @POST
    @Path("{guardian}/confirm")
    public Response confirm(@PathParam("guardian") UUID guardian) {
        if (!guardians.confirm(current.course(), guardian, current.person())) {
            throw new PageRefused(PageRefused.Reason.NOT_FOUND);
        }
        return pages.go("/families", "confirmed");
    }

    @POST
    @Path("{guardian}/revoke")
    public Response revoke(@PathParam("guardian") UUID guardian) {
        if (!guardians.revoke(current.course(), guardian)) {
            throw new PageRefused(PageRefused.Reason.NOT_FOUND);
        }
        return pages.go("/families", "revoked");
    }

    @POST
    @Path("age")
    public Response age(@FormParam("young") String young) {
        consents.youngChildren(current.course(), "true".equals(young), current.person());
        return pages.go("/families", "age");
    }

    private String page(String problem) {
        UUID course = current.course();
        Map<UUID, String> names = names();
        List<Guardian> all = guardians.ofCourse(course);
        Map<UUID, Instant> sheets = guardians.sheetsOf(course);
        Map<UUID, String> grownUps =
                people.find(all.stream().map(Guardian::personId).collect(Collectors.toSet())).stream()
                        .collect(Collectors.toMap(
                                person -> person.id(), person -> person.name().display()));
        Map<UUID, String> children = childrenOf(all, names);
        models.put("problem", problem);
        models.put(
                "waiting",
                all.stream()
                        .filter(Guardian::waits)
                        .map(one -> new Waiting(
                                one.id().toString(),
                                grownUps.get(one.personId()),
                                word(one),
                                one.phoneEnd().orElse(""),
                                children.get(one.childId()),
                                one.askedAt()))
                        .toList());
        models.put(
                "connected",
                all.stream()
                        .filter(Guardian::mayLook)
                        .map(one -> new Connected(
                                one.id().toString(),
                                grownUps.get(one.personId()),
                                word(one),
                                children.get(one.childId())))
                        .toList());
        models.put(
                "pupils",
                names.entrySet().stream()
                        .map(child -> new Row(
                                child.getKey().toString(),
                                child.getValue(),
                                all.stream()
                                        .filter(one ->
                                                one.mayLook() && one.childId().equals(child.getKey()))
                                        .map(this::word)
                                        .toList(),
                                all.stream()
                                        .anyMatch(one ->
                                                one.waits() && one.childId().equals(child.getKey())),
                                sheets.get(child.getKey())))
                        .toList());
        models.put("young", consents.isOfYoungChildren(course));
        models.put("days", FamilySheet.LENGTH.toDays());
        return "families/class.html";
    }

    private Map<UUID, String> childrenOf(List<Guardian> all, Map<UUID, String> names) {
        Map<UUID, String> children = new LinkedHashMap<>(names);
        Set<UUID> left = all.stream()
                .map(Guardian::childId)
                .filter(child -> !names.containsKey(child))
                .collect(Collectors.toSet());
        people.find(left).forEach(child -> children.put(child.id(), child.name().display()));
        return children;
    }

    private String word(Guardian guardian) {
        return pages.say(guardian.relation().word().substring("families.".length()));
    }

    private Map<UUID, String> names() {
        Map<UUID, String> names = new LinkedHashMap<>();
        roster.learners(current.course())
                .forEach(member -> names.put(member.person(), member.name().display()));
        return names;
    }
}
