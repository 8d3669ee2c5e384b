/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import java.util.Map;
import java.util.Optional;

/** What a password that somebody chooses must be. */
final class NewPassword {

    private NewPassword() {}

    /** The field that has to be mended and the key of the sentence; empty when the password will do. */
    static Optional<Map.Entry<String, String>> problem(String password, String again) {
        if (password.length() < Passwords.SHORTEST || password.length() > Passwords.LONGEST) {
            return Optional.of(Map.entry("new", "accounts.problem.length"));
        }
        return password.equals(again) ? Optional.empty() : Optional.of(Map.entry("again", "accounts.problem.again"));
    }
}
