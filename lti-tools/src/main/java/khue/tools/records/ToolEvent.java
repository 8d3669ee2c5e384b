/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.records;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import khue.tools.lti.members.CourseRole;

/**
 * Something that a person did in a tool, to become one xAPI statement. It names people by our own ids; the statement names them by
 * pseudonym, and holds no other word that a person typed. A value: the {@code with…} methods answer another event.
 */
public final class ToolEvent {

    private static final Pattern CODE = Pattern.compile("[\\x21-\\x7e]{1,500}");
    private static final Pattern PATH = Pattern.compile("[a-z][A-Za-z0-9._-]*(/[A-Za-z0-9._-]+)+");

    private final String tool;
    private final Verb verb;
    private final UUID actor;
    private final ActorRole actorRole;
    private final EventObject object;
    private final UUID registration;
    private final UUID course;

    // What few events have is set once, on a copy that nobody knows yet.
    private Optional<UUID> subject = Optional.empty();
    private Optional<UUID> instructor = Optional.empty();
    private List<UUID> team = List.of();
    private Optional<Boolean> success = Optional.empty();
    private Map<String, Object> contextExtensions = Map.of();
    private Map<String, Object> resultExtensions = Map.of();

    private ToolEvent(
            String tool,
            Verb verb,
            UUID actor,
            ActorRole actorRole,
            EventObject object,
            UUID registration,
            UUID course) {
        this.tool = tool;
        this.verb = verb;
        this.actor = actor;
        this.actorRole = actorRole;
        this.object = object;
        this.registration = registration;
        this.course = course;
    }

    /**
     * A plain event.
     *
     * @param tool the id of the tool that says so
     * @param actor the person who did it
     * @param role the actor's in the course
     * @param object what it was done to
     * @param registration the project or enrolment that the event belongs to
     * @param course becomes the statement's class grouping and, by its LMS, its school
     */
    public static ToolEvent of(
            String tool, Verb verb, UUID actor, CourseRole role, EventObject object, UUID registration, UUID course) {
        return of(tool, verb, actor, ActorRole.in(role), object, registration, course);
    }

    /** The same by somebody who has no role in the course. */
    public static ToolEvent of(
            String tool, Verb verb, UUID actor, ActorRole role, EventObject object, UUID registration, UUID course) {
        return new ToolEvent(tool, verb, actor, role, object, registration, course);
    }

    /**
     * The object of a statement.
     *
     * @param id relative to {@code P:}, such as {@code project/7c0e…}; holds ids only, nothing that a person typed
     * @param type the activity type's IRI
     * @param parent relative to {@code P:}: what it is a part of, such as the project of an artefact
     */
    public record EventObject(String id, URI type, Optional<String> parent) {

        public EventObject {
            isPath(id);
            parent.ifPresent(EventObject::isPath);
        }

        private static void isPath(String id) {
            if (!PATH.matcher(id).matches()) {
                throw new IllegalArgumentException("an activity's id is made of ids: " + id);
            }
        }
    }

    /** @param pupil whom a teacher's or a guardian's act is about; becomes the extension {@code P:ext/subject} */
    public ToolEvent withSubject(UUID pupil) {
        ToolEvent changed = copy();
        changed.subject = Optional.of(pupil);
        return changed;
    }

    /** @param teacher who recorded it on behalf of the actor, a child who uses no computer; becomes {@code context.instructor} */
    public ToolEvent withInstructor(UUID teacher) {
        ToolEvent changed = copy();
        changed.instructor = Optional.of(teacher);
        return changed;
    }

    /**
     * For a team's work; the caller records one event for each member.
     *
     * @param others the members besides the pupil whom the event is of; empty where somebody works alone
     */
    public ToolEvent withTeam(List<UUID> others) {
        ToolEvent changed = copy();
        changed.team = List.copyOf(others);
        return changed;
    }

    /** @param value {@code result.success} */
    public ToolEvent withSuccess(boolean value) {
        ToolEvent changed = copy();
        changed.success = Optional.of(value);
        return changed;
    }

    /**
     * @param extensions by their name below {@code P:ext/} (such as {@code learning-form}) or whole IRI; values are numbers, booleans,
     *     codes or IRIs, or lists or maps of these
     */
    public ToolEvent withContext(Map<String, Object> extensions) {
        ToolEvent changed = copy();
        changed.contextExtensions = codes(extensions);
        return changed;
    }

    /** @param extensions likewise */
    public ToolEvent withResult(Map<String, Object> extensions) {
        ToolEvent changed = copy();
        changed.resultExtensions = codes(extensions);
        return changed;
    }

    private ToolEvent copy() {
        ToolEvent copy = new ToolEvent(tool, verb, actor, actorRole, object, registration, course);
        copy.subject = subject;
        copy.instructor = instructor;
        copy.team = team;
        copy.success = success;
        copy.contextExtensions = contextExtensions;
        copy.resultExtensions = resultExtensions;
        return copy;
    }

    private static Map<String, Object> codes(Map<String, Object> extensions) {
        extensions.values().forEach(ToolEvent::isNoSentence);
        return Map.copyOf(extensions);
    }

    /** Extensions hold codes, numbers and IRIs; words are what people type, and a name is made of words. */
    private static void isNoSentence(Object value) {
        boolean code = value instanceof Number
                || value instanceof Boolean
                || value instanceof String text && CODE.matcher(text).matches();
        if (value instanceof Collection<?> several) {
            several.forEach(ToolEvent::isNoSentence);
        } else if (value instanceof Map<?, ?> named) {
            named.keySet().forEach(ToolEvent::isNoSentence);
            named.values().forEach(ToolEvent::isNoSentence);
        } else if (!code) {
            throw new IllegalArgumentException("an extension holds codes, numbers and IRIs: " + value);
        }
    }

    String tool() {
        return tool;
    }

    Verb verb() {
        return verb;
    }

    UUID actor() {
        return actor;
    }

    ActorRole actorRole() {
        return actorRole;
    }

    EventObject object() {
        return object;
    }

    UUID registration() {
        return registration;
    }

    UUID course() {
        return course;
    }

    Optional<UUID> subject() {
        return subject;
    }

    Optional<UUID> instructor() {
        return instructor;
    }

    List<UUID> team() {
        return team;
    }

    Optional<Boolean> success() {
        return success;
    }

    Map<String, Object> contextExtensions() {
        return contextExtensions;
    }

    Map<String, Object> resultExtensions() {
        return resultExtensions;
    }
}
