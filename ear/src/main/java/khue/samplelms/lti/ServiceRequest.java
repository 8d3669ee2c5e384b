/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import khue.samplelms.http.Parameters;
import khue.samplelms.http.Refusal;
import khue.samplelms.http.Request;
import khue.samplelms.school.Course;
import khue.samplelms.school.RegisteredTool;

/** What every service demands of a request. The media types must be exact, as Moodle demands it. */
final class ServiceRequest {
    private ServiceRequest() {}

    static void requireAccept(Request request, String mediaType) {
        String accept = request.header("Accept").orElse("");
        if (!accept.equals(mediaType)) {
            throw Refusal.badRequest("Accept must be " + mediaType + ", not " + (accept.isEmpty() ? "absent" : accept));
        }
    }

    static void requireContentType(Request request, String mediaType) {
        if (!request.contentType().equals(mediaType)) {
            throw Refusal.badRequest("Content-Type must be " + mediaType + ", not " + request.contentType());
        }
    }

    static void requireCourse(Request request) {
        if (!request.pathVariable("course").equals(Course.SAMPLE.id())) {
            throw Refusal.notFound("There is no such course.");
        }
    }

    /** The query {@code type_id} that the platform's own addresses carry. */
    static void requireType(Request request, RegisteredTool tool) {
        String type = request.query().get("type_id");
        if (!type.equals(tool.deploymentId())) {
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
