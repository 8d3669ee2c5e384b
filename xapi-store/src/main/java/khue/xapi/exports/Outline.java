/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.exports;

import java.io.IOException;
import khue.xapi.exports.KeptJson.Name;

/**
 * What a table says about a statement beside its whole text. Read in one pass and without a tree, because a file has
 * millions of them; a property that is not there is null, as in the table.
 *
 * <p>Times are texts as they were sent, numbers as they were written.
 */
final class Outline {

    private static final Name ID = new Name("id");
    private static final Name TIMESTAMP = new Name("timestamp");
    private static final Name ACTOR = new Name("actor");
    private static final Name VERB = new Name("verb");
    private static final Name OBJECT = new Name("object");
    private static final Name OBJECT_TYPE = new Name("objectType");
    private static final Name RESULT = new Name("result");
    private static final Name SUCCESS = new Name("success");
    private static final Name COMPLETION = new Name("completion");
    private static final Name DURATION = new Name("duration");
    private static final Name SCORE = new Name("score");
    private static final Name SCALED = new Name("scaled");
    private static final Name CONTEXT = new Name("context");
    private static final Name REGISTRATION = new Name("registration");
    private static final Name ACCOUNT = new Name("account");
    private static final Name NAME = new Name("name");
    private static final Name MBOX = new Name("mbox");
    private static final Name MBOX_SHA1SUM = new Name("mbox_sha1sum");
    private static final Name OPENID = new Name("openid");

    private static final Piece ACTIVITY = Piece.of("Activity");

    private Piece id;
    private Piece timestamp;
    private Piece actorHomePage;
    private Piece actor;
    private Piece verb;
    private Piece objectType;
    private Piece object;
    private Piece registration;
    private Boolean success;
    private Boolean completion;
    private Piece scaled;
    private Piece duration;

    private Outline() {}

    /** @param json a statement that the store kept */
    static Outline of(byte[] json) throws IOException {
        Outline outline = new Outline();
        outline.read(new KeptJson(json));
        return outline;
    }

    Piece id() {
        return id;
    }

    Piece timestamp() {
        return timestamp;
    }

    /** The home page of the actor's account. */
    Piece actorHomePage() {
        return actorHomePage;
    }

    /** The name of the actor's account, or its mailbox, checksum or OpenID; null for an anonymous group. */
    Piece actor() {
        return actor;
    }

    Piece verb() {
        return verb;
    }

    /** Activity, Agent, Group, StatementRef or SubStatement. */
    Piece objectType() {
        return objectType == null ? ACTIVITY : objectType;
    }

    /** The id of the activity or of the statement that is referred to; null for other objects. */
    Piece object() {
        return object;
    }

    Piece registration() {
        return registration;
    }

    Boolean success() {
        return success;
    }

    Boolean completion() {
        return completion;
    }

    Piece scaled() {
        return scaled;
    }

    Piece duration() {
        return duration;
    }

    private void read(KeptJson json) throws IOException {
        json.enter();
        while (json.next()) {
            if (json.is(ID)) {
                id = json.text();
            } else if (json.is(TIMESTAMP)) {
                timestamp = json.text();
            } else if (json.is(ACTOR)) {
                actor(json);
            } else if (json.is(VERB)) {
                verb = only(ID, json);
            } else if (json.is(OBJECT)) {
                object(json);
            } else if (json.is(RESULT)) {
                result(json);
            } else if (json.is(CONTEXT)) {
                registration = only(REGISTRATION, json);
            } else {
                json.skip();
            }
        }
    }

    /** Who, by the one identifier that an Agent has. */
    private void actor(KeptJson json) throws IOException {
        json.enter();
        while (json.next()) {
            if (json.is(ACCOUNT)) {
                account(json);
            } else if (json.is(MBOX) || json.is(MBOX_SHA1SUM) || json.is(OPENID)) {
                actor = json.text();
            } else {
                json.skip();
            }
        }
    }

    private void account(KeptJson json) throws IOException {
        json.enter();
        while (json.next()) {
            if (json.is(NAME)) {
                actor = json.text();
            } else {
                actorHomePage = json.text();
            }
        }
    }

    private void object(KeptJson json) throws IOException {
        json.enter();
        while (json.next()) {
            if (json.is(OBJECT_TYPE)) {
                objectType = json.text();
            } else if (json.is(ID)) {
                object = json.text();
            } else {
                json.skip();
            }
        }
    }

    private void result(KeptJson json) throws IOException {
        json.enter();
        while (json.next()) {
            if (json.is(SUCCESS)) {
                success = json.truth();
            } else if (json.is(COMPLETION)) {
                completion = json.truth();
            } else if (json.is(DURATION)) {
                duration = json.text();
            } else if (json.is(SCORE)) {
                scaled = only(SCALED, json);
            } else {
                json.skip();
            }
        }
    }

    /** The only property of an object that a table has, or null. */
    private static Piece only(Name wanted, KeptJson json) throws IOException {
        Piece found = null;
        json.enter();
        while (json.next()) {
            if (json.is(wanted)) {
                found = json.text();
            } else {
                json.skip();
            }
        }
        return found;
    }
}
