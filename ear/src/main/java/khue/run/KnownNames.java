/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import static khue.run.CannotStart.Reason.SETTING_UNKNOWN;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** A name that begins like ours and is none of them is a mistake in writing: the nearest one is suggested. */
final class KnownNames {

    private KnownNames() {}

    static void refuseOthers(Map<String, String> environment) throws CannotStart {
        for (String variable : new TreeMap<>(environment).keySet()) {
            if (Setting.concerns(variable) && Setting.named(variable).isEmpty()) {
                String nearest = Arrays.stream(Setting.values())
                        .map(Setting::variable)
                        .min(Comparator.comparingInt(known -> distance(known, variable)))
                        .orElseThrow();
                throw new CannotStart(
                        SETTING_UNKNOWN,
                        "Không có thiết lập nào tên %s. Có phải bạn muốn viết %s?".formatted(variable, nearest),
                        "There is no setting %s. Did you mean %s?".formatted(variable, nearest));
            }
        }
    }

    /** How many letters to add, drop or change (Levenshtein). */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
