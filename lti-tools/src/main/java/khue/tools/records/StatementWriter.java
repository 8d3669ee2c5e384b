/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.records;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * A {@link ToolEvent} as an xAPI statement that every 1.0.3 and 2.0 store takes: people by pseudonym, activities by id and type only, and
 * no word that a person typed.
 */
final class StatementWriter {

    /** The version of our profile that the statements follow: an activity in the category of each (xAPI Profiles, Statement Data). */
    static final String PROFILE = "profile/v0.1";

    /** A verb of xAPI itself, and of no profile. */
    private static final String VOIDED = "http://adlnet.gov/expapi/verbs/voided";

    static final String PLATFORM = "Khuê";

    private static final String SCHOOL = "https://w3id.org/xapi/acrossx/extensions/school";
    private static final String COURSE_TYPE = "http://adlnet.gov/expapi/activities/course";
    private static final String PROFILE_TYPE = "http://adlnet.gov/expapi/activities/profile";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String iriBase;
    private final Function<UUID, String> pseudonyms;

    /** @param iriBase what our own IRIs start with, ending in a slash */
    StatementWriter(String iriBase, Function<UUID, String> pseudonyms) {
        this.iriBase = iriBase;
        this.pseudonyms = pseudonyms;
    }

    /**
     * When and where an event happened, as far as the event itself does not say.
     *
     * @param id the statement's id, fixed before it is sent for the first time
     * @param language the language that the person worked in
     */
    record Circumstances(
            UUID id, Instant time, Locale language, Optional<String> school, Optional<String> schoolYear) {}

    ObjectNode write(ToolEvent event, Circumstances circumstances) {
        ObjectNode statement = object();
        statement.put("id", circumstances.id().toString());
        statement.set("actor", agent(event.actor()));
        statement.set("verb", verb(event.verb()));
        statement.set(
                "object", activity(event.object().id(), event.object().type().toString()));
        ObjectNode result = result(event);
        if (!result.isEmpty()) {
            statement.set("result", result);
        }
        statement.set("context", context(event, circumstances));
        statement.put(
                "timestamp", circumstances.time().truncatedTo(ChronoUnit.MILLIS).toString());
        return statement;
    }

    /** A statement that voids another one (xAPI 1.0.3, part 2, 2.3.2): a reference and who says so, and nothing else that could be wrong. */
    ObjectNode voiding(UUID id, UUID voided, UUID actor, Instant time) {
        ObjectNode statement = object();
        statement.put("id", id.toString());
        statement.set("actor", agent(actor));
        statement.putObject("verb").put("id", VOIDED);
        statement.set("object", object().put("objectType", "StatementRef").put("id", voided.toString()));
        statement.put("timestamp", time.truncatedTo(ChronoUnit.MILLIS).toString());
        return statement;
    }

    private ObjectNode agent(UUID person) {
        ObjectNode agent = object().put("objectType", "Agent");
        agent.putObject("account").put("homePage", iriBase + "pid").put("name", pseudonyms.apply(person));
        return agent;
    }

    private static ObjectNode verb(Verb verb) {
        ObjectNode written = object().put("id", verb.id().toString());
        written.putObject("display").put("vi", verb.vietnamese()).put("en", verb.english());
        return written;
    }

    private ObjectNode activity(String id, String type) {
        ObjectNode activity = object().put("objectType", "Activity").put("id", iriBase + id);
        activity.putObject("definition").put("type", type);
        return activity;
    }

    private ObjectNode result(ToolEvent event) {
        ObjectNode result = object();
        event.success().ifPresent(success -> result.put("success", success));
        if (!event.resultExtensions().isEmpty()) {
            result.set("extensions", extensions(event.resultExtensions()));
        }
        return result;
    }

    private ObjectNode context(ToolEvent event, Circumstances circumstances) {
        ObjectNode context = object();
        context.put("registration", event.registration().toString());
        context.put("platform", PLATFORM);
        context.put("language", circumstances.language().toLanguageTag());
        event.instructor().ifPresent(teacher -> context.set("instructor", agent(teacher)));
        if (!event.team().isEmpty()) {
            context.set("team", team(event));
        }
        ObjectNode activities = context.putObject("contextActivities");
        activities.putArray("category").add(activity(PROFILE, PROFILE_TYPE));
        activities.putArray("grouping").add(activity("class/" + event.course(), COURSE_TYPE));
        event.object()
                .parent()
                .ifPresent(parent -> activities.putArray("parent").add(parent(parent)));

        ObjectNode extensions = extensions(event.contextExtensions());
        circumstances.school().ifPresent(school -> extensions.put(SCHOOL, school));
        circumstances.schoolYear().ifPresent(year -> extensions.put(extension("school-year"), year));
        extensions.put(extension("actor-role"), event.actorRole().name().toLowerCase(Locale.ROOT));
        event.subject().ifPresent(subject -> extensions.put(extension("subject"), pseudonyms.apply(subject)));
        context.set("extensions", extensions);
        return context;
    }

    private ObjectNode parent(String id) {
        return object().put("objectType", "Activity").put("id", iriBase + id);
    }

    /** Everybody whose work it is: the pupil whom the statement is about, and the others. */
    private ObjectNode team(ToolEvent event) {
        Set<UUID> members = new LinkedHashSet<>();
        members.add(event.subject().orElse(event.actor()));
        members.addAll(event.team());
        ObjectNode group = object().put("objectType", "Group");
        ArrayNode written = group.putArray("member");
        members.forEach(member -> written.add(agent(member)));
        return group;
    }

    private ObjectNode extensions(Map<String, Object> given) {
        ObjectNode extensions = object();
        given.forEach((name, value) -> extensions.set(extension(name), JSON.valueToTree(value)));
        return extensions;
    }

    /** A name below {@code P:ext/}, or a whole IRI as it is. */
    private String extension(String name) {
        return name.contains(":") ? name : iriBase + "ext/" + name;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
