/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects.clocks;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;

/**
 * A calendar of working days: Monday to Friday, but for what the law or a decision says otherwise, which is data.
 *
 * @param off working days of the week that are none
 * @param worked days of a weekend that are worked in exchange
 */
record WorkingDays(Set<LocalDate> off, Set<LocalDate> worked) {

    /** The last day of a term of so many working days; the day on which it begins does not count. */
    LocalDate after(LocalDate day, int workingDays) {
        LocalDate last = day;
        for (int left = workingDays; left > 0; ) {
            last = last.plusDays(1);
            if (isWorked(last)) {
                left--;
            }
        }
        return last;
    }

    boolean isWorked(LocalDate day) {
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return weekend ? worked.contains(day) : !off.contains(day);
    }
}
