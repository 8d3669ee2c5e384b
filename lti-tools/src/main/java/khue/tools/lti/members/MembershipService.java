/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.members;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import khue.tools.lti.outbound.OutboundRequest;
import khue.tools.lti.outbound.OutboundResponse;
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

    /** More pages than this are no class. */
    private static final int MOST_PAGES = 50;

    /** One link of a Link header (RFC 8288, §3): its target, and the parameters up to the next link. */
    private static final Pattern LINK = Pattern.compile("<([^>]*)>([^<]*)");

    private static final Pattern REL_NEXT =
            Pattern.compile("(?i);\\s*rel\\s*=\\s*(?:next|\"(?:[^\"]*\\s)?next(?:\\s[^\"]*)?\")");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Function<OutboundRequest, OutboundResponse> lms;

    /** @param lms sends a request with an access token for {@link #SCOPES} */
    MembershipService(Function<OutboundRequest, OutboundResponse> lms) {
        this.lms = lms;
    }

    /** An active member, by what the LMS calls them. */
    record Member(String subject, PersonName name, CourseRole role) {}

    /**
     * The active members.
     *
     * @throws IOException when the answer is not a member list, or is one without an end
     */
    List<Member> read(URI memberships) throws IOException {
        List<Member> members = new ArrayList<>();
        Set<URI> seen = new HashSet<>();
        Optional<URI> page = Optional.of(withLimit(memberships));
        while (page.isPresent()) {
            URI url = page.get();
            if (!seen.add(url) || seen.size() > MOST_PAGES) {
                throw new IOException("the member list has no end: " + url);
            }
            OutboundResponse response = lms.apply(OutboundRequest.get(url, CONTAINER));
            if (!response.isSuccess()) {
                throw new IOException("HTTP " + response.status() + " from " + url);
            }
            JsonNode listed = JSON.readTree(response.body()).path("members");
            if (!listed.isArray()) {
                throw new IOException("no member list: " + url);
            }
            StreamSupport.stream(listed.spliterator(), false)
                    .flatMap(member -> member(member).stream())
                    .forEach(members::add);
            page = next(url, response);
        }
        return members;
    }

    /** Empty for somebody who is not active, or whom the LMS does not identify. */
    private static Optional<Member> member(JsonNode member) {
        String subject = member.path("user_id").textValue();
        if (subject == null
                || subject.isBlank()
                || !member.path("status").asText("Active").equalsIgnoreCase("Active")) {
            return Optional.empty();
        }
        PersonName name = PersonName.of(text(member, "name"), text(member, "given_name"), text(member, "family_name"));
        return Optional.of(new Member(subject, name, role(member.path("roles"))));
    }

    /** The roles are read here, never asked for with the role parameter: LMSes differ in what they answer to it. */
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
        if (query != null && query.matches("(.*&)?limit=.*")) {
            return memberships;
        }
        return URI.create(memberships + (query == null ? "?" : "&") + "limit=" + PAGE);
    }

    /** The next page, which has to be where this one is: our token goes nowhere else. */
    private static Optional<URI> next(URI page, OutboundResponse response) throws IOException {
        Optional<String> link = response.header("link").stream()
                .flatMap(header -> LINK.matcher(header).results())
                .filter(found -> REL_NEXT.matcher(found.group(2)).find())
                .map(found -> found.group(1))
                .findFirst();
        if (link.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI next = page.resolve(link.get());
            if (page.getScheme().equals(next.getScheme()) && page.getAuthority().equals(next.getAuthority())) {
                return Optional.of(next);
            }
        } catch (IllegalArgumentException unreadable) {
            // as one elsewhere
        }
        throw new IOException("the next page is somewhere else: " + link.get());
    }
}
