/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation.news;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import khue.tools.evaluation.ProgrammeTotals;

/** Which figures are others than they were; those about sources (Q1–Q4) move with every statement and are told as news of sources. */
final class Moves {

    private static final String OF_SOURCES = "Q";

    private Moves() {}

    /**
     * A figure that moved.
     *
     * @param redefined its definition is another one, so that it cannot be compared
     */
    public record Move(ProgrammeTotals.Total total, String from, String to, boolean redefined) {}

    /**
     * What reads differently, rounded as people read it.
     *
     * @param was how a figure of then is said for the indicator of now
     */
    static List<Move> between(
            Known before, List<ProgrammeTotals.Total> now, Function<ProgrammeTotals.Total, String> is, Said was) {
        List<Move> moves = new ArrayList<>();
        for (ProgrammeTotals.Total total : now) {
            String id = total.definition().id();
            Optional<Known.Figure> known = Optional.ofNullable(before.figures().get(id));
            if (id.startsWith(OF_SOURCES) || known.isEmpty()) {
                continue;
            }
            boolean redefined = known.get().version() != total.definition().version();
            String from = was.of(total, known.get());
            String to = is.apply(total);
            if (redefined || !from.equals(to)) {
                moves.add(new Move(total, from, to, redefined));
            }
        }
        return moves;
    }

    /** Says a figure of then. */
    interface Said {
        String of(ProgrammeTotals.Total total, Known.Figure figure);
    }
}
