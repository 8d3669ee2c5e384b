/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import khue.tools.frameworks.Term;
import khue.tools.records.Verb;

/** What a teacher says an accepted work is worth: a level of the project's scale. A scale without points only says that it was seen. */
public record Outcome(Term level) {

    public Verb verb() {
        return success().map(passed -> passed ? Verb.PASSED : Verb.FAILED).orElse(Verb.COMPLETED);
    }

    /** Empty where nothing is judged: in preschool. */
    public Optional<Boolean> success() {
        return level.points().map(points -> points > 0);
    }

    /** Nothing is to be mended. */
    public boolean good() {
        return success().orElse(true);
    }

    public Optional<BigDecimal> score() {
        return level.points().map(BigDecimal::valueOf);
    }

    /** Its value in statements and of the button that gives it. */
    public String code() {
        return level.code();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Outcome outcome && level.id().equals(outcome.level.id());
    }

    @Override
    public int hashCode() {
        return Objects.hash(level.id());
    }
}
