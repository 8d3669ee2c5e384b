/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.facts;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import khue.xapi.model.AgentIdentifier;
import khue.xapi.model.Fingerprint;
import khue.xapi.model.Timestamp;
import khue.xapi.model.XapiVersion;
import khue.xapi.postgres.StatementKey;

/**
 * A stored statement as facts are read from it. Whatever was stored can be read: what is missing, too long or not of the
 * form is empty, because one strange statement must not keep all later ones out of the figures.
 *
 * @param verb and actor and activity: their terms; actor and activity are empty where the statement has none
 * @param base the prefix of our own IRIs, see the setting {@code khue.iri.base}
 */
record Told(long key, int verb, Optional<Integer> actor, Optional<Integer> activity, JsonNode tree, String base) {

    static final String LEARNER = "learner";

    private static final String SCHOOL = "https://w3id.org/xapi/acrossx/extensions/school";
    private static final String CMI5 = "https://w3id.org/xapi/cmi5/context/categories/cmi5";
    private static final String VOIDED = "http://adlnet.gov/expapi/verbs/voided";
    private static final int LONGEST_CODE = 200;

    /** In characters; each takes up to three bytes of an index that has room for 2,700. */
    private static final int LONGEST_IRI = 800;

    Instant happened() {
        return Timestamp.parse(tree.path("timestamp").asText(), XapiVersion.V1)
                .orElseGet(() -> StatementKey.storedAt(key));
    }

    /** The type of the object, as the statement defines it. */
    String type() {
        return tree.path("object").path("definition").path("type").asText();
    }

    Optional<String> school() {
        return code(tree.path("context").path("extensions").path(SCHOOL));
    }

    /** A context extension of ours that is a code. */
    Optional<String> code(String extension) {
        return code(extension(extension));
    }

    /** A context extension of ours that is a number from 1 on. */
    Optional<Short> count(String extension) {
        return count(extension(extension));
    }

    static Optional<Short> count(JsonNode value) {
        return value.canConvertToInt() && value.intValue() >= 1 && value.intValue() <= Short.MAX_VALUE
                ? Optional.of((short) value.intValue())
                : Optional.empty();
    }

    /** A context extension of ours that is a list of codes. */
    List<String> codes(String extension) {
        List<String> codes = new ArrayList<>();
        extension(extension).forEach(value -> code(value).ifPresent(codes::add));
        return codes;
    }

    Optional<String> registration() {
        return code(tree.path("context").path("registration"));
    }

    Optional<String> role() {
        return code("actor-role");
    }

    /**
     * The learner whom the statement is about: whom it names, or else who did it as a learner. Never guessed: an act of
     * somebody in no known role is about nobody.
     */
    Optional<Object> learner() {
        Optional<String> subject = code("subject");
        if (subject.isPresent()) {
            return subject.map(name -> new Term(Fingerprint.of(AgentIdentifier.ofAccount(base + "pid", name))));
        }
        return role().filter(LEARNER::equals).flatMap(learner -> actor.map(Object.class::cast));
    }

    /** The classes it happened in; one that is empty when the statement names none. */
    List<Optional<String>> classes() {
        List<Optional<String>> classes = new ArrayList<>();
        for (JsonNode activity : contextActivities("grouping")) {
            Optional<String> id = iri(activity);
            if (id.filter(iri -> iri.startsWith(base + "class/")).isPresent() && !classes.contains(id)) {
                classes.add(id);
            }
        }
        return classes.isEmpty() ? List.of(Optional.empty()) : classes;
    }

    /** The first activity of the context that is one of these kinds, such as {@code parent}. */
    Optional<Term> first(String... kinds) {
        for (String kind : kinds) {
            for (JsonNode activity : contextActivities(kind)) {
                Optional<String> id = iri(activity);
                if (id.isPresent()) {
                    return id.map(Term::of);
                }
            }
        }
        return Optional.empty();
    }

    /** The name of the authority: of an Agent, or of the application where a user's token vouches, too. */
    String source() {
        JsonNode authority = tree.path("authority");
        JsonNode agent = authority.has("member") ? authority.path("member").path(0) : authority;
        return code(agent.path("account").path("name"))
                .or(() -> code(agent.path("mbox")))
                .orElse("?");
    }

    /** Its actor, where that is somebody whom our tools have given no pseudonym. */
    Optional<Integer> stranger() {
        return actor.filter(someone ->
                !tree.path("actor").path("account").path("homePage").asText().equals(base + "pid"));
    }

    /** Whether it follows our profile or that of cmi5; a voiding statement needs none. */
    boolean isOfKnownProfile() {
        for (JsonNode activity : contextActivities("category")) {
            String id = activity.path("id").asText();
            if (id.startsWith(base + "profile/") || id.equals(CMI5)) {
                return true;
            }
        }
        return tree.path("verb").path("id").asText().equals(VOIDED);
    }

    /** The id of the statement that it voids. */
    Optional<UUID> voids() {
        return tree.path("verb").path("id").asText().equals(VOIDED)
                ? Optional.of(UUID.fromString(tree.path("object").path("id").asText()))
                : Optional.empty();
    }

    JsonNode result() {
        return tree.path("result");
    }

    private Iterable<JsonNode> contextActivities(String kind) {
        JsonNode oneOrMany = tree.path("context").path("contextActivities").path(kind);
        return oneOrMany.isObject() ? List.of(oneOrMany) : oneOrMany;
    }

    private static Optional<String> iri(JsonNode activity) {
        return Optional.ofNullable(activity.path("id").textValue()).filter(id -> id.length() <= LONGEST_IRI);
    }

    private JsonNode extension(String name) {
        return tree.path("context").path("extensions").path(base + "ext/" + name);
    }

    static Optional<String> code(JsonNode value) {
        return Optional.ofNullable(value.textValue())
                .filter(text -> !text.isBlank() && text.length() <= LONGEST_CODE && text.indexOf('\0') < 0);
    }
}
