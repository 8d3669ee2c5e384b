/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import java.math.BigDecimal;
import khue.tools.records.Verb;

/** How an accepted work is assessed: by comment, Đạt or Chưa đạt, never by a mark (Circular 22/2021/TT-BGDĐT). */
public enum Outcome {
    PASSED(Verb.PASSED, BigDecimal.ONE),
    FAILED(Verb.FAILED, BigDecimal.ZERO);

    /** A gradebook holds numbers: Đạt is 1 of 1. */
    public static final BigDecimal MAXIMUM = BigDecimal.ONE;

    private final Verb verb;
    private final BigDecimal score;

    Outcome(Verb verb, BigDecimal score) {
        this.verb = verb;
        this.score = score;
    }

    public Verb verb() {
        return verb;
    }

    public BigDecimal score() {
        return score;
    }

    public boolean success() {
        return this == PASSED;
    }

    /** The end of its sentences' keys and its value in statements. */
    public String code() {
        return this == PASSED ? "passed" : "failed";
    }
}
