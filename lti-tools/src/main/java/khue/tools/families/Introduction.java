/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.families;

import java.util.regex.Pattern;
import khue.tools.people.PersonName;

/**
 * Who somebody with a sheet says to be, for the child's teacher to compare with what the school knows.
 *
 * @param phoneEnd the last four digits of a telephone number that the school has
 */
record Introduction(PersonName name, Relation relation, String phoneEnd) {

    private static final Pattern PHONE_END = Pattern.compile("[0-9]{4}");

    Introduction {
        if (!isPhoneEnd(phoneEnd)) {
            throw new IllegalArgumentException("four digits");
        }
    }

    static boolean isPhoneEnd(String text) {
        return PHONE_END.matcher(text).matches();
    }
}
