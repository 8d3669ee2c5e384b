/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a platform posts to a notice handler: some notices, each a token of its own.
 *
 * @param tokens not checked yet
 * @see <a href="https://www.imsglobal.org/spec/lti-pns/v1p0">Platform Notification Service 1.0</a>
 */
public record NoticeEnvelope(List<String> tokens) {

    /** The most notices in one envelope: what we ask platforms for. */
    public static final int MOST = 100;

    private static final int LONGEST_TOKEN = 64 * 1024;

    public NoticeEnvelope {
        tokens = List.copyOf(tokens);
    }

    /** @throws LaunchRejected when it holds no notices, too many, or something that no token can be */
    public static NoticeEnvelope of(byte[] body) {
        ObjectNode envelope = Json.object(body).orElseThrow(() -> unusable("the body is not one JSON object"));
        JsonNode notices = envelope.path("notices");
        if (!notices.isArray() || notices.isEmpty() || notices.size() > MOST) {
            throw unusable("expected 1 to " + MOST + " notices, came " + notices.size());
        }
        List<String> tokens = new ArrayList<>();
        for (JsonNode notice : notices) {
            String token = notice.path("jwt").textValue();
            if (token == null || token.length() > LONGEST_TOKEN || !token.matches("[A-Za-z0-9_.-]+")) {
                throw unusable("a notice has no jwt");
            }
            tokens.add(token);
        }
        return new NoticeEnvelope(tokens);
    }

    private static LaunchRejected unusable(String detail) {
        return new LaunchRejected(LaunchReason.NOTICE_UNUSABLE, detail);
    }
}
