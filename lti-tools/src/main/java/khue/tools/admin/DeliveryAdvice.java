/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.admin;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import khue.tools.outbox.Deliveries;
import khue.tools.outbox.State;

/** What an administrator does about messages that were refused: the key of the sentence. */
final class DeliveryAdvice {

    private static final String ADVICE = "admin.deliveries.do.";
    private static final Pattern STATUS = Pattern.compile("HTTP (\\d{3})");

    /** The queues that go to the record store; the others go to LMSes. */
    private static final Set<String> STORE = Set.of("statements", "enrolments", "erasures");

    private static final Set<String> OF_GRADES = Set.of("person", "right", "gone");

    private DeliveryAdvice() {}

    static String on(Deliveries.Kind refused) {
        if (refused.state() == State.CONFLICT) {
            return ADVICE + State.CONFLICT.name();
        }
        if (STORE.contains(refused.queue())) {
            return ADVICE + "store";
        }
        String advice = ofAnLms(refused.kind());
        boolean isAboutGrades = OF_GRADES.contains(advice) && !refused.queue().equals("scores");
        return ADVICE + (isAboutGrades ? State.REFUSED.name() : advice);
    }

    private static String ofAnLms(String kind) {
        if (kind.contains("access token")) {
            return "token";
        }
        if (kind.contains("not active")) {
            return "inactive";
        }
        Matcher status = STATUS.matcher(kind);
        String code = status.find() ? status.group(1) : "";
        return switch (code) {
            case "400", "422" -> "person";
            case "401", "403" -> "right";
            case "404", "410" -> "gone";
            default -> State.REFUSED.name();
        };
    }
}
