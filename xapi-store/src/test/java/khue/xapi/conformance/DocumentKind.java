/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.conformance;

import java.util.UUID;

/** The three resources of documents, and where a document of a test of its own lies in each. */
enum DocumentKind {
    STATE("/activities/state", "stateId", true, true),
    AGENT_PROFILE("/agents/profile", "profileId", false, true),
    ACTIVITY_PROFILE("/activities/profile", "profileId", true, false);

    private final String resource;
    private final String idParameter;
    private final boolean ofActivity;
    private final boolean ofAgent;

    DocumentKind(String resource, String idParameter, boolean ofActivity, boolean ofAgent) {
        this.resource = resource;
        this.idParameter = idParameter;
        this.ofActivity = ofActivity;
        this.ofAgent = ofAgent;
    }

    String idParameter() {
        return idParameter;
    }

    boolean ofActivity() {
        return ofActivity;
    }

    boolean ofAgent() {
        return ofAgent;
    }

    /** A place that nothing lies in yet. */
    Place newPlace(Store store) {
        return new Place(this, store, UUID.randomUUID().toString());
    }

    /** What documents of one test belong to: an activity, an agent, or both. */
    record Place(DocumentKind kind, Store store, String tag) {

        /** A request about all documents of this place. */
        Call all() {
            return except("");
        }

        /** A request about the document of this name. */
        Call document(String id) {
            return all().with(kind.idParameter, id);
        }

        /** A request about all documents, without one of the parameters. */
        Call except(String parameter) {
            Call call = store.to(kind.resource);
            if (kind.ofActivity && !parameter.equals("activityId")) {
                call.with("activityId", "http://example.vn/documents/" + tag);
            }
            if (kind.ofAgent && !parameter.equals("agent")) {
                call.with("agent", "{\"mbox\":\"mailto:" + tag + "@example.vn\"}");
            }
            return call;
        }

        /** A PUT or POST as every edition and resource takes it, whatever is there already. */
        Answer write(String method, String id, String contentType, Object content) {
            Call call = document(id).header("Content-Type", contentType);
            document(id)
                    .get()
                    .header("ETag")
                    .ifPresentOrElse(etag -> call.header("If-Match", etag), () -> call.header("If-None-Match", "*"));
            return call.send(method, content);
        }

        Answer read(String id) {
            return document(id).get();
        }
    }
}
