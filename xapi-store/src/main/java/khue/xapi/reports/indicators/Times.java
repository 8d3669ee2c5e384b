/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** When something was so, within a period; the same times are the same text. */
final class Times {

    private final List<Instant[]> spans = new ArrayList<>();

    /** From the one until before the other; what is added does not overlap. */
    void add(Instant from, Instant until) {
        spans.add(new Instant[] {from, until});
        spans.sort(Comparator.comparing(span -> span[0]));
        for (int i = 1; i < spans.size(); i++) {
            if (spans.get(i - 1)[1].equals(spans.get(i)[0])) {
                spans.get(i - 1)[1] = spans.get(i)[1];
                spans.remove(i--);
            }
        }
    }

    void add(Times others) {
        others.spans.forEach(span -> add(span[0], span[1]));
    }

    /** The rest of a period. */
    Times outside(Instant from, Instant until) {
        Times outside = new Times();
        Instant last = from;
        for (Instant[] span : spans) {
            if (last.isBefore(span[0])) {
                outside.add(last, span[0]);
            }
            last = span[1];
        }
        if (last.isBefore(until)) {
            outside.add(last, until);
        }
        return outside;
    }

    boolean isNever() {
        return spans.isEmpty();
    }

    @Override
    public String toString() {
        return String.join(
                " ", spans.stream().map(span -> span[0] + "/" + span[1]).toList());
    }
}
