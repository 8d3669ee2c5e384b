/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import java.util.List;
import java.util.Map;
import khue.samplelms.http.Request;
import khue.samplelms.http.Response;
import khue.samplelms.school.Group;

/** The course's groups and the set that they form (Course Groups Service 1.0); who is in them comes with the members. */
public final class GroupsService {
    private final AccessTokens accessTokens;
    private final ServiceRules rules;

    public GroupsService(AccessTokens accessTokens, ServiceRules rules) {
        this.accessTokens = accessTokens;
        this.rules = rules;
    }

    public Response groups(Request request) {
        require(request, Lti.GROUPS_TYPE);
        List<Map<String, String>> groups = Group.ALL.stream()
                .map(group -> Map.of("id", group.id(), "name", group.name(), "set_id", group.set()))
                .toList();
        return Response.json(200, Lti.GROUPS_TYPE, Map.of("groups", groups));
    }

    public Response sets(Request request) {
        require(request, Lti.GROUP_SETS_TYPE);
        return Response.json(
                200, Lti.GROUP_SETS_TYPE, Map.of("sets", List.of(Map.of("id", Group.SET, "name", Group.SET_NAME))));
    }

    private void require(Request request, String mediaType) {
        accessTokens.require(request, Lti.GROUPS_SCOPE);
        rules.requireCourse(request);
        rules.requireAccept(request, mediaType);
    }
}
