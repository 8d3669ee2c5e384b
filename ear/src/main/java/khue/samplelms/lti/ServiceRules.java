/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import khue.samplelms.http.Parameters;
import khue.samplelms.http.Refusal;
import khue.samplelms.http.Request;
import khue.samplelms.school.Activity;
import khue.samplelms.school.Course;
import khue.samplelms.school.Person;
import khue.samplelms.school.RegisteredTool;
import khue.samplelms.school.School;
import khue.samplelms.temperament.Temperament;
import khue.samplelms.temperament.Trait;

/** What every service demands of a request. */
public final class ServiceRules {
    private static final String JSON = "application/json";

    private final School school;
    private final Temperament temperament;

    public ServiceRules(School school, Temperament temperament) {
        this.school = school;
        this.temperament = temperament;
    }

    boolean has(Trait trait) {
        return temperament.has(trait);
    }

    /** Custom parameters as a launch would bring them. */
    Map<String, String> fill(
            Map<String, String> parameters, Person person, Course course, Optional<Activity> activity) {
        return new CustomParameters(person, course, activity, temperament).fill(parameters);
    }

    void requireAccept(Request request, String mediaType) {
        String accept = request.header("Accept").orElse("");
        if (temperament.has(Trait.EXACT_MEDIA_TYPES) ? !accept.equals(mediaType) : !covers(accept, mediaType)) {
            throw Refusal.badRequest("Accept must be " + mediaType + ", not " + (accept.isEmpty() ? "absent" : accept));
        }
    }

    private static boolean covers(String accept, String mediaType) {
        Set<String> accepted = Arrays.stream(accept.split(","))
                .map(type -> type.split(";")[0].strip())
                .collect(Collectors.toSet());
        return accept.isEmpty()
                || accepted.stream().anyMatch(Set.of(mediaType, JSON, "application/*", "*/*")::contains);
    }

    void requireContentType(Request request, String mediaType) {
        boolean asJson = !temperament.has(Trait.EXACT_MEDIA_TYPES)
                && request.contentType().equals(JSON);
        if (!asJson && !request.contentType().equals(mediaType)) {
            throw Refusal.badRequest("Content-Type must be " + mediaType + ", not " + request.contentType());
        }
    }

    /** The course that the path names. */
    Course requireCourse(Request request) {
        return school.findCourse(request.pathVariable("course"))
                .orElseThrow(() -> Refusal.notFound("There is no such course."));
    }

    /** The query {@code type_id} of an LMS whose own addresses carry it. */
    void requireType(Request request, RegisteredTool tool) {
        String type = request.query().get("type_id");
        if (temperament.has(Trait.QUERY_IN_SERVICE_ADDRESSES) && !type.equals(tool.deploymentId())) {
            throw new Refusal(
                    401,
                    "invalid_request",
                    "type_id is \"" + type + "\" and not this tool's: use the address exactly as the platform gave it,"
                            + " and put what you append before its query.");
        }
    }

    /** A page size, or the fallback when none is asked for. */
    static int limit(Parameters query, int fallback) {
        return number(query, "limit", fallback, 1);
    }

    static int from(Parameters query) {
        return number(query, "from", 0, 0);
    }

    private static int number(Parameters query, String name, int fallback, int least) {
        if (query.find(name).isEmpty()) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(query.get(name));
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, with every other value that makes no sense.
        }
        throw Refusal.badRequest(name + " must be a whole number from " + least + ".");
    }
}
