/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.school;

/**
 * Somebody with an account.
 *
 * @param id the LTI {@code sub}
 * @param name in full, in the Vietnamese order: family name first
 */
public record Person(String id, String username, String givenName, String familyName, String name, Role role) {
    static Person of(String id, String username, String familyName, String givenName, Role role) {
        return new Person(id, username, givenName, familyName, familyName + " " + givenName, role);
    }

    public String email() {
        return username + "@songhong.example";
    }

    /** The number the pupil or teacher has in the school's register. */
    public String sourcedId() {
        return "SH-" + username;
    }

    /** First letters of the first and the last word of the name, for a picture. */
    public String initials() {
        String last = givenName.substring(givenName.lastIndexOf(' ') + 1);
        return familyName.substring(0, 1) + last.substring(0, 1);
    }
}
