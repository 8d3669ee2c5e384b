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
 * pseudonym, and holds no other word that a person typed.
 *
 * @param tool the id of the tool that says so
 * @param actor the person who did it
 * @param actorRole the actor's role in the course
 * @param object what it was done to
 * @param registration the project or enrolment that the event belongs to
 * @param course the course, which becomes the statement's class grouping and, by its LMS, its school
 * @param subject the pupil whom a teacher's act is about; becomes the extension {@code P:ext/subject}
 * @param team the other members, when the event is of a team's work; the caller records one event for each member
 * @param success {@code result.success}
 * @param contextExtensions further context extensions by their name below {@code P:ext/} (such as {@code learning-form}) or whole
 *     IRI; values are numbers, booleans, codes or IRIs, or lists or maps of these
 * @param resultExtensions further result extensions, likewise
 */
public record ToolEvent(
        String tool,
        Verb verb,
        UUID actor,
        ActorRole actorRole,
        EventObject object,
        UUID registration,
        UUID course,
        Optional<UUID> subject,
        List<UUID> team,
        Optional<Boolean> success,
        Map<String, Object> contextExtensions,
        Map<String, Object> resultExtensions) {

    private static final Pattern CODE = Pattern.compile("[\\x21-\\x7e]{1,500}");
    private static final Pattern PATH = Pattern.compile("[a-z][A-Za-z0-9._-]*(/[A-Za-z0-9._-]+)+");

    public ToolEvent {
        team = List.copyOf(team);
        contextExtensions = Map.copyOf(contextExtensions);
        resultExtensions = Map.copyOf(resultExtensions);
        contextExtensions.values().forEach(ToolEvent::isNoSentence);
        resultExtensions.values().forEach(ToolEvent::isNoSentence);
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

    /** A plain event; see the {@code with…} methods for what few events have. */
    public static ToolEvent of(
            String tool, Verb verb, UUID actor, CourseRole role, EventObject object, UUID registration, UUID course) {
        return of(tool, verb, actor, ActorRole.in(role), object, registration, course);
    }

    /** The same by somebody who has no role in the course. */
    public static ToolEvent of(
            String tool, Verb verb, UUID actor, ActorRole role, EventObject object, UUID registration, UUID course) {
        return new ToolEvent(
                tool,
                verb,
                actor,
                role,
                object,
                registration,
                course,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Map.of(),
                Map.of());
    }

    /** @param others the members of the team besides the pupil whom the event is of; empty where somebody works alone */
    public ToolEvent withTeam(List<UUID> others) {
        return new ToolEvent(
                tool,
                verb,
                actor,
                actorRole,
                object,
                registration,
                course,
                subject,
                others,
                success,
                contextExtensions,
                resultExtensions);
    }

    public ToolEvent withSubject(UUID pupil) {
        return new ToolEvent(
                tool,
                verb,
                actor,
                actorRole,
                object,
                registration,
                course,
                Optional.of(pupil),
                team,
                success,
                contextExtensions,
                resultExtensions);
    }

    public ToolEvent withSuccess(boolean value) {
        return new ToolEvent(
                tool,
                verb,
                actor,
                actorRole,
                object,
                registration,
                course,
                subject,
                team,
                Optional.of(value),
                contextExtensions,
                resultExtensions);
    }

    public ToolEvent withContext(Map<String, Object> extensions) {
        return new ToolEvent(
                tool,
                verb,
                actor,
                actorRole,
                object,
                registration,
                course,
                subject,
                team,
                success,
                extensions,
                resultExtensions);
    }

    public ToolEvent withResult(Map<String, Object> extensions) {
        return new ToolEvent(
                tool,
                verb,
                actor,
                actorRole,
                object,
                registration,
                course,
                subject,
                team,
                success,
                contextExtensions,
                extensions);
    }
}
