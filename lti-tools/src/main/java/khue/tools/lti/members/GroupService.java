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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import khue.tools.lti.outbound.OutboundRequest;
import khue.tools.lti.outbound.OutboundResponse;
import khue.tools.lti.platforms.ServicePages;

/**
 * Reads a course's groups and the sets that they form. Who is in them comes with the member list.
 *
 * @see <a href="https://www.imsglobal.org/spec/lti-gs/v1p0">Course Groups Service 1.0</a>
 */
final class GroupService {

    static final Set<String> SCOPES = Set.of("https://purl.imsglobal.org/spec/lti-gs/scope/contextgroup.readonly");

    private static final String GROUPS = "application/vnd.ims.lti-gs.v1.contextgroupcontainer+json";
    private static final String SETS = "application/vnd.ims.lti-gs.v1.contextgroupsetcontainer+json";
    private static final int LONGEST_NAME = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Function<OutboundRequest, OutboundResponse> lms;

    /** @param lms sends a request with an access token for {@link #SCOPES} */
    GroupService(Function<OutboundRequest, OutboundResponse> lms) {
        this.lms = lms;
    }

    /** @param id what the LMS calls it */
    record Group(String id, Optional<String> name, Optional<String> set) {}

    /**
     * @param sets where the LMS tells the sets' names; an LMS need not have any (§3.2)
     * @throws IOException when an answer is not a list, or is one without an end
     */
    List<Group> read(URI groups, Optional<URI> sets) throws IOException {
        Map<String, String> names = new HashMap<>();
        if (sets.isPresent()) {
            list(sets.get(), SETS, "sets", set -> name(set).ifPresent(name -> names.put(id(set), name)));
        }
        List<Group> found = new ArrayList<>();
        list(groups, GROUPS, "groups", group -> {
            if (!id(group).isBlank()) {
                Optional<String> set =
                        Optional.ofNullable(names.get(group.path("set_id").asText()));
                found.add(new Group(id(group), name(group), set));
            }
        });
        return found;
    }

    private interface Each {
        void read(JsonNode element);
    }

    private void list(URI url, String mediaType, String member, Each each) throws IOException {
        ServicePages.read(url, mediaType, lms, page -> {
            JsonNode listed = JSON.readTree(page.body()).path(member);
            if (!listed.isArray()) {
                throw new IOException("no list of " + member + ": " + url);
            }
            listed.forEach(each::read);
        });
    }

    private static String id(JsonNode element) {
        return element.path("id").asText();
    }

    private static Optional<String> name(JsonNode element) {
        return Optional.ofNullable(element.path("name").textValue())
                .map(HtmlText::unescape)
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME));
    }
}
