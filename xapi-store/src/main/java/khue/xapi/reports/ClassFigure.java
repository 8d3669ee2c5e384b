/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports;

import java.time.Instant;
import java.util.Optional;

/**
 * One class in an indicator that divides a count by enrolment.
 *
 * @param denominator the enrolment; empty when nobody ever told one
 */
record ClassFigure(String classIri, int numerator, Optional<Denominator> denominator) {

    /** @param source who said how many learners there are */
    record Denominator(int learners, String label, Optional<String> school, String source, Instant asOf) {}
}
