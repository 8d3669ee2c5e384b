/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import khue.samplelms.http.Parameters;
import khue.samplelms.http.Refusal;
import khue.samplelms.http.Request;
import khue.samplelms.http.Response;
import khue.samplelms.school.Activity;
import khue.samplelms.school.Course;
import khue.samplelms.school.Group;
import khue.samplelms.school.Person;
import khue.samplelms.school.RegisteredTool;
import khue.samplelms.school.School;
import khue.samplelms.temperament.Trait;

/** Who is in the course (LTI Names and Role Provisioning Services 2.0). */
public final class MembersService {
    private final School school;
    private final Addresses addresses;
    private final AccessTokens accessTokens;
    private final ServiceRules rules;
    private final int pageSize;

    /** @param pageSize the most members on one page, whatever limit the tool asks for */
    public MembersService(
            School school, Addresses addresses, AccessTokens accessTokens, ServiceRules rules, int pageSize) {
        this.school = school;
        this.addresses = addresses;
        this.accessTokens = accessTokens;
        this.rules = rules;
        this.pageSize = pageSize;
    }

    public Response handle(Request request) {
        RegisteredTool tool = accessTokens.require(request, Lti.MEMBERS_SCOPE);
        Course course = rules.requireCourse(request);
        if (!request.pathVariable("type").equals(tool.deploymentId())) {
            throw Refusal.notFound("This is another tool's address.");
        }
        rules.requireAccept(request, Lti.MEMBERS_TYPE);
        Parameters query = request.query();
        Optional<Activity> link = link(query, tool, course);
        List<Person> found =
                listed().stream().filter(person -> hasRole(person, query)).toList();
        boolean withGroups =
                rules.has(Trait.COURSE_GROUPS) && query.get("groups").equals("true");
        int from = ServiceRules.from(query);
        int limit = Math.min(pageSize, ServiceRules.limit(query, pageSize));
        Map<String, Object> container = new LinkedHashMap<>();
        container.put("id", addresses.members(course, tool));
        container.put("context", context(course));
        container.put(
                "members",
                found.stream()
                        .skip(from)
                        .limit(limit)
                        .map(person -> describe(course, tool, person, link, withGroups))
                        .toList());
        Response response = Response.json(200, Lti.MEMBERS_TYPE, container);
        boolean more = from + limit < found.size();
        return more ? response.with("Link", nextLink(course, tool, query, from + limit)) : response;
    }

    private List<Person> listed() {
        List<Person> listed = new ArrayList<>(school.people().members());
        if (rules.has(Trait.INACTIVE_MEMBERS_LISTED)) {
            listed.add(school.people().former());
        }
        return listed;
    }

    private String nextLink(Course course, RegisteredTool tool, Parameters query, int from) {
        Map<String, String> next = new LinkedHashMap<>(query.asMap());
        next.put("from", String.valueOf(from));
        return "<" + new FormPost(addresses.members(course, tool), next).asAddress() + ">; rel=\"next\"";
    }

    private Map<String, Object> context(Course course) {
        return Map.of("id", course.id(), "label", course.label(), "title", course.title());
    }

    /** The role as an IRI or by its short name (§2.4.1). */
    private static boolean hasRole(Person person, Parameters query) {
        String membership = person.role().membership();
        return query.find("role")
                .map(role -> role.equals(membership) || role.equals(Lti.MEMBERSHIP_ROLE + membership))
                .orElse(true);
    }

    private Optional<Activity> link(Parameters query, RegisteredTool tool, Course course) {
        Optional<String> rlid = query.find("rlid");
        Optional<Activity> link = rlid.flatMap(school::findActivity)
                .filter(activity -> activity.clientId().equals(tool.clientId())
                        && activity.courseId().equals(course.id()));
        if (rlid.isPresent() && link.isEmpty()) {
            throw Refusal.notFound("rlid " + rlid.get() + " is no activity of this tool.");
        }
        return link;
    }

    private Map<String, Object> describe(
            Course course, RegisteredTool tool, Person person, Optional<Activity> link, boolean withGroups) {
        Map<String, Object> member = new LinkedHashMap<>();
        member.put("status", person.equals(school.people().former()) ? "Inactive" : "Active");
        member.put("roles", List.of(Lti.MEMBERSHIP_ROLE + person.role().membership()));
        member.put("user_id", person.id());
        member.put("lis_person_sourcedid", person.sourcedId());
        Map<String, String> personal = new LinkedHashMap<>();
        personal.put("name", spoken(person.name()));
        personal.put("given_name", spoken(person.givenName()));
        personal.put("family_name", spoken(person.familyName()));
        personal.put("email", person.email());
        personal.keySet().retainAll(tool.claims());
        member.putAll(personal);
        if (withGroups) {
            member.put(
                    "group_enrollments",
                    Group.of(person).stream()
                            .map(group -> Map.of("group_id", group.id()))
                            .toList());
        }
        link.ifPresent(activity -> member.put("message", List.of(message(course, person, activity))));
        return member;
    }

    /** What a launch of this link by this person would say (§2.5). */
    private Map<String, Object> message(Course course, Person person, Activity activity) {
        return Map.of(
                Lti.CLAIM + "message_type",
                Lti.RESOURCE_LINK_REQUEST,
                Lti.CLAIM + "custom",
                rules.fill(activity.custom(), person, course, Optional.of(activity)));
    }

    private String spoken(String text) {
        return rules.has(Trait.HTML_ESCAPED_NAMES) ? escaped(text) : text;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
