/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The two forms of xAPI that this store speaks: 1.0.3 (ADL) and 2.0 (IEEE 9274.1.1).
 *
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#versioning">Communication 3.3</a>
 */
public enum XapiVersion {
    V1("1.0.3", "1.0.0", "1\\.0(\\.\\d{1,4})?"),
    V2("2.0.0", "2.0.0", "2\\.0(\\.\\d{1,4})?");

    private final String latestPatch;
    private final String defaultOfStatements;
    private final Pattern accepted;

    XapiVersion(String latestPatch, String defaultOfStatements, String accepted) {
        this.latestPatch = latestPatch;
        this.defaultOfStatements = defaultOfStatements;
        this.accepted = Pattern.compile(accepted);
    }

    /** The form that a version number such as {@code 1.0.2} or {@code 2.0} belongs to; empty when it is neither. */
    public static Optional<XapiVersion> of(String number) {
        return Arrays.stream(values())
                .filter(version -> version.accepted.matcher(number).matches())
                .findFirst();
    }

    /** What the X-Experience-API-Version header of an answer says. */
    public String latestPatch() {
        return latestPatch;
    }

    /** The {@code version} of a statement that arrived without one. */
    public String defaultOfStatements() {
        return defaultOfStatements;
    }
}
