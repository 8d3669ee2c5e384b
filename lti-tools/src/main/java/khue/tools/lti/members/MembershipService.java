/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.members;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import khue.tools.lti.outbound.OutboundRequest;
import khue.tools.lti.outbound.OutboundResponse;
import khue.tools.lti.platforms.ServicePages;
import khue.tools.lti.protocol.Roles;
import khue.tools.people.PersonName;

/**
 * Reads a course's member list, page by page.
 *
 * @see <a href="https://www.imsglobal.org/spec/lti-nrps/v2p0">Names and Role Provisioning Services 2.0</a>
 */
final class MembershipService {

    static final Set<String> SCOPES =
            Set.of("https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly");

    private static final String CONTAINER = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json";

    /** An LMS may make the pages smaller; larger ones would not fit into an answer that we read. */
    private static final int PAGE = 100;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Function<OutboundRequest, OutboundResponse> lms;

    /** @param lms sends a request with an access token for {@link #SCOPES} */
    MembershipService(Function<OutboundRequest, OutboundResponse> lms) {
        this.lms = lms;
    }

    /**
     * Somebody on a member list, by what the LMS calls them.
     *
     * @param active no longer, for somebody who has left or must not take part
     * @param groups what the LMS calls the groups that they are in; empty when it does not say
     */
    record Member(String subject, PersonName name, CourseRole role, boolean active, Optional<List<String>> groups) {}

    /** @param changes where the LMS tells what will have changed since */
    record Listing(List<Member> members, Optional<URI> changes) {

        List<Member> active() {
            return members.stream().filter(Member::active).toList();
        }
    }

    /**
     * Everybody in the course.
     *
     * @param withGroups whether to ask for the groups that each is in
     * @throws IOException when the answer is not a member list, or is one without an end
     */
    Listing read(URI memberships, boolean withGroups) throws IOException {
        URI all = withLimit(memberships);
        return pages(withGroups ? ServicePages.with(all, "groups=true") : all);
    }

    /**
     * Who was added, changed, or has left since the list was read that named this address.
     *
     * @throws IOException when the LMS does not tell, or not any more
     */
    Listing readChanges(URI changes) throws IOException {
        return pages(changes);
    }

    /**
     * The learners who may open a link: an LMS may give an activity to some of a course only. The roles are looked at all the same, for
     * an LMS that does not know the filter.
     *
     * @param link what the LMS calls it
     * @throws IOException when the LMS does not tell that
     */
    List<Member> readLearnersOf(URI memberships, String link) throws IOException {
        URI ofLink =
                ServicePages.with(withLimit(memberships), "rlid=" + URLEncoder.encode(link, StandardCharsets.UTF_8));
        return pages(ServicePages.with(ofLink, "role=Learner")).active().stream()
                .filter(member -> member.role() == CourseRole.LEARNER)
                .toList();
    }

    private Listing pages(URI first) throws IOException {
        List<Member> members = new ArrayList<>();
        Optional<URI> changes = ServicePages.read(first, CONTAINER, lms, page -> {
            JsonNode listed = JSON.readTree(page.body()).path("members");
            if (!listed.isArray()) {
                throw new IOException("no member list: " + first);
            }
            listed.forEach(member -> member(member).ifPresent(members::add));
        });
        return new Listing(members, changes);
    }

    /** Empty for somebody whom the LMS does not identify. */
    private static Optional<Member> member(JsonNode member) {
        String subject = member.path("user_id").textValue();
        if (subject == null || subject.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(new Member(
                subject,
                PersonName.of(text(member, "name"), text(member, "given_name"), text(member, "family_name")),
                role(member.path("roles")),
                member.path("status").asText("Active").equalsIgnoreCase("Active"),
                groups(member.path("group_enrollments"))));
    }

    /** Course Groups Service 1.0, §3.4. */
    private static Optional<List<String>> groups(JsonNode enrollments) {
        return enrollments.isArray()
                ? Optional.of(StreamSupport.stream(enrollments.spliterator(), false)
                        .map(enrollment -> enrollment.path("group_id").asText())
                        .filter(id -> !id.isBlank())
                        .toList())
                : Optional.empty();
    }

    private static CourseRole role(JsonNode roles) {
        return CourseRole.of(Roles.of(StreamSupport.stream(roles.spliterator(), false)
                .map(JsonNode::asText)
                .toList()));
    }

    private static Optional<String> text(JsonNode member, String field) {
        return Optional.ofNullable(member.get(field))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .map(HtmlText::unescape);
    }

    private static URI withLimit(URI memberships) {
        String query = memberships.getRawQuery();
        boolean limited = query != null && query.matches("(.*&)?limit=.*");
        return limited ? memberships : ServicePages.with(memberships, "limit=" + PAGE);
    }
}
