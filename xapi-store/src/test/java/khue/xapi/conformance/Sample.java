/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.conformance;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/**
 * A statement to send: one that keeps every rule, and changes to it. A change names a place by its JSON pointer and the
 * JSON to put there, written with ' for "; {@code -} takes the place away.
 *
 * @param changed the place of the last change; empty without one
 */
record Sample(ObjectNode json, String changed) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A statement with every property that both editions know, but attachments, under an id of its own. */
    static Sample statement() {
        return of("""
                {'id':'%s',
                 'actor':{'objectType':'Agent','name':'Nguyễn Thị Bình','mbox':'mailto:binh@example.vn'},
                 'verb':{'id':'http://example.vn/verbs/did','display':{'vi':'đã làm','en-US':'did'}},
                 'object':{'objectType':'Activity','id':'http://example.vn/activities/lesson','definition':{
                   'name':{'vi':'Bài'},'description':{'vi':'Một bài'},'type':'http://example.vn/types/lesson',
                   'moreInfo':'http://example.vn/more','interactionType':'choice','correctResponsesPattern':['a'],
                   'choices':[{'id':'a','description':{'vi':'A'}},{'id':'b'}],
                   'extensions':{'http://example.vn/ext/x':1}}},
                 'result':{'score':{'scaled':0.95,'raw':95,'min':0,'max':100},'success':true,'completion':true,
                   'response':'a','duration':'PT4H35M59.14S','extensions':{'http://example.vn/ext/x':{}}},
                 'context':{'registration':'ec531277-b57b-4c15-8d91-d292c5b2b8f7',
                   'instructor':{'account':{'homePage':'http://example.vn','name':'teacher'}},
                   'team':{'objectType':'Group','member':[{'openid':'http://example.vn/id'}]},
                   'contextActivities':{'parent':[{'id':'http://example.vn/activities/p'}],
                     'grouping':[{'id':'http://example.vn/activities/g'}],
                     'category':[{'id':'http://example.vn/activities/c'}],
                     'other':[{'objectType':'Activity','id':'http://example.vn/activities/o'}]},
                   'revision':'1','platform':'LMS','language':'vi-VN',
                   'statement':{'objectType':'StatementRef','id':'fd41c918-b88b-4b20-a0a5-a4c32391aaa1'},
                   'extensions':{'http://example.vn/ext/x':''}},
                 'timestamp':'2026-10-01T07:00:00.123Z'}""".formatted(UUID.randomUUID()));
    }

    /** The least that a statement is, about an activity. */
    static Sample about(String activity) {
        return of("""
                {'id':'%s','actor':{'mbox':'mailto:binh@example.vn'},'verb':{'id':'http://example.vn/verbs/did'},
                 'object':{'id':'%s'}}""".formatted(UUID.randomUUID(), activity));
    }

    /** A statement that voids another one. */
    static Sample voiding(String id) {
        return about("http://example.vn/replaced")
                .with("/verb", "{'id':'http://adlnet.gov/expapi/verbs/voided'}")
                .with("/object", "{'objectType':'StatementRef','id':'" + id + "'}");
    }

    /** The full statement with a sub-statement as its object. */
    static Sample withSubStatement() {
        return forOtherObjects().with("/object", """
                {'objectType':'SubStatement','actor':{'objectType':'Agent','mbox':'mailto:an@example.vn'},
                 'verb':{'id':'http://example.vn/verbs/plans','display':{'vi':'dự định'}},
                 'object':{'objectType':'Activity','id':'http://example.vn/activities/visit'},
                 'result':{'score':{'scaled':0.5},'success':true,'completion':false,'duration':'PT1H'},
                 'context':{'registration':'ec531277-b57b-4c15-8d91-d292c5b2b8f7','language':'vi',
                   'contextActivities':{'parent':[{'id':'http://example.vn/activities/p'}]}},
                 'timestamp':'2026-10-02T07:00:00Z'}""");
    }

    /** The full statement without what may only be said about an activity; its object is to be replaced. */
    static Sample forOtherObjects() {
        return statement().with("/context/revision", "-").with("/context/platform", "-");
    }

    static Sample of(String json) {
        return new Sample((ObjectNode) read(json), "");
    }

    String id() {
        return json.path("id").asText();
    }

    /** This statement with one change; missing objects on the way are made. */
    Sample with(String place, String value) {
        ObjectNode copy = json.deepCopy();
        JsonPointer pointer = JsonPointer.compile(place);
        JsonNode parent = copy.at(pointer.head());
        if (parent.isMissingNode()) {
            parent = copy.withObject(pointer.head());
        }
        String name = pointer.last().getMatchingProperty();
        if (value.equals("-")) {
            ((ObjectNode) parent).remove(name);
        } else if (parent instanceof ArrayNode array) {
            array.set(pointer.last().getMatchingIndex(), read(value));
        } else {
            ((ObjectNode) parent).set(name, read(value));
        }
        return new Sample(copy, place);
    }

    Sample without(String place) {
        return with(place, "-");
    }

    /** As it is sent. */
    @Override
    public String toString() {
        return json.toString();
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
