/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.files;

import java.text.Normalizer;

/** A file's name as text to show: no path, nothing that steers a terminal or turns writing around, an ending that tells the truth. */
final class FileName {

    static final int LONGEST = 120;

    private FileName() {}

    /** @param sent what the browser says: anything, or nothing */
    static String clean(String sent, FileKind kind) {
        String name = Normalizer.normalize(sent == null ? "" : sent, Normalizer.Form.NFC);
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        // Controls, and format characters such as U+202E, which would show "gpj.exe" as "exe.jpg".
        name = name.replaceAll("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}]", "").replaceAll("\\s+", " ");
        String stem = withoutKnownEnding(name).replaceAll("^[.\\s]+|[.\\s]+$", "");
        if (stem.codePointCount(0, stem.length()) > LONGEST) {
            stem = stem.substring(0, stem.offsetByCodePoints(0, LONGEST)).strip();
        }
        return (stem.isEmpty() ? "khue" : stem) + "." + kind.extension();
    }

    private static String withoutKnownEnding(String name) {
        int dot = name.lastIndexOf('.');
        return dot >= 0 && FileKind.ending(name.substring(dot + 1)).isPresent() ? name.substring(0, dot) : name;
    }
}
