/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.reference;

import java.util.List;

/**
 * A school and where it was, as a source says.
 *
 * @param code as statements and class lists name it
 * @param history in the order of time, without overlaps; gaps are times of which nothing is known
 */
public record School(String code, String name, String source, List<Place> history) {

    public School {
        history = List.copyOf(history);
        for (int i = 1; i < history.size(); i++) {
            Place before = history.get(i - 1);
            if (before.until().isEmpty()
                    || before.until().get().isAfter(history.get(i).from())) {
                throw new IllegalArgumentException("a school is in one place at a time");
            }
        }
    }
}
