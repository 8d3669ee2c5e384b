/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.exports;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import khue.xapi.http.Json;

/**
 * What a table says about a statement beside its whole text. Read in one pass and without a tree, because a file has
 * millions of them; a property that is not there is null, as in the table.
 *
 * <p>Times are texts as they were sent, numbers as they were written.
 */
final class Outline {

    private String id;
    private String timestamp;
    private Identity actor = new Identity();
    private String verb;
    private String objectType;
    private String object;
    private String registration;
    private Boolean success;
    private Boolean completion;
    private String scaled;
    private String duration;

    private Outline() {}

    /** @param json a statement that the store kept */
    static Outline of(byte[] json) throws IOException {
        Outline outline = new Outline();
        try (JsonParser parser = Json.scanner(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                outline.property(parser.currentName(), parser);
            }
        }
        return outline;
    }

    String id() {
        return id;
    }

    String timestamp() {
        return timestamp;
    }

    /** The home page of the actor's account. */
    String actorHomePage() {
        return actor.homePage;
    }

    /** The name of the actor's account, or its mailbox, checksum or OpenID; null for an anonymous group. */
    String actor() {
        return actor.value;
    }

    String verb() {
        return verb;
    }

    /** Activity, Agent, Group, StatementRef or SubStatement. */
    String objectType() {
        return objectType == null ? "Activity" : objectType;
    }

    /** The id of the activity or of the statement that is referred to; null for other objects. */
    String object() {
        return object;
    }

    String registration() {
        return registration;
    }

    Boolean success() {
        return success;
    }

    Boolean completion() {
        return completion;
    }

    String scaled() {
        return scaled;
    }

    String duration() {
        return duration;
    }

    private void property(String name, JsonParser parser) throws IOException {
        JsonToken value = parser.nextToken();
        switch (name) {
            case "id" -> id = parser.getText();
            case "timestamp" -> timestamp = parser.getText();
            case "actor" -> actor = Identity.of(parser);
            case "verb" -> eachProperty(parser, "id", text -> verb = text);
            case "object" -> object(parser);
            case "result" -> result(parser);
            case "context" -> eachProperty(parser, "registration", text -> registration = text);
            default -> skip(value, parser);
        }
    }

    private void object(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "objectType" -> objectType = parser.getText();
                case "id" -> object = parser.getText();
                default -> skip(value, parser);
            }
        }
    }

    private void result(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "success" -> success = parser.getBooleanValue();
                case "completion" -> completion = parser.getBooleanValue();
                case "duration" -> duration = parser.getText();
                case "score" -> eachProperty(parser, "scaled", text -> scaled = text);
                default -> skip(value, parser);
            }
        }
    }

    private static void eachProperty(JsonParser parser, String wanted, Taker taker) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = parser.currentName().equals(wanted);
            JsonToken value = parser.nextToken();
            if (found) {
                taker.take(parser.getText());
            }
            skip(value, parser);
        }
    }

    private static void skip(JsonToken value, JsonParser parser) throws IOException {
        if (value.isStructStart()) {
            parser.skipChildren();
        }
    }

    @FunctionalInterface
    private interface Taker {
        void take(String text);
    }

    /** Who, by the one identifier that an Agent has. */
    private static final class Identity {

        private String homePage;
        private String value;

        static Identity of(JsonParser parser) throws IOException {
            Identity identity = new Identity();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "mbox", "mbox_sha1sum", "openid" -> identity.value = parser.getText();
                    case "account" -> identity.account(parser);
                    default -> skip(value, parser);
                }
            }
            return identity;
        }

        private void account(JsonParser parser) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals("name")) {
                    value = parser.getText();
                } else {
                    homePage = parser.getText();
                }
            }
        }
    }
}
