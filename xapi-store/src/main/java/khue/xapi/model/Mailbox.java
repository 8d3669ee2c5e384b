/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.model;

import java.util.Locale;
import java.util.regex.Pattern;

/** A {@code mailto:} IRI of one address. The domain is compared without case, the local part as it is. */
public final class Mailbox {

    private static final Pattern ADDRESS = Pattern.compile("mailto:[^@\\s<>,;:\"]{1,64}@[^@\\s<>,;:\"]{1,255}");

    private Mailbox() {}

    public static boolean isMailbox(String text) {
        return ADDRESS.matcher(text).matches();
    }

    static String canonical(String mailbox) {
        int at = mailbox.lastIndexOf('@');
        return mailbox.substring(0, at) + mailbox.substring(at).toLowerCase(Locale.ROOT);
    }
}
