/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.uploads;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** {@code Upload-Metadata: filename w6FuLmpwZw==,filetype aW1hZ2UvanBlZw==} (tus 1.0, Creation): keys, and values in Base64. */
final class Metadata {

    /** The name by which every tus client sends the file's name. */
    private static final String NAME = "filename";

    private static final int LONGEST_NAME = 1000;

    private Metadata() {}

    /** @return what the sender calls the file; empty when nothing was said */
    static String name(String header) throws UploadRefused {
        String name = parse(header == null ? "" : header).getOrDefault(NAME, "");
        return name.substring(Math.max(0, name.length() - LONGEST_NAME));
    }

    static String of(String name) {
        return NAME + " " + Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> parse(String header) throws UploadRefused {
        Map<String, String> metadata = new HashMap<>();
        for (String element : header.split(",")) {
            String[] pair = element.strip().split(" ", 2);
            try {
                // A key may stand without a value. NUL is the one character that PostgreSQL has no place for.
                metadata.put(
                        pair[0],
                        pair.length == 1
                                ? ""
                                : new String(Base64.getDecoder().decode(pair[1]), StandardCharsets.UTF_8)
                                        .replace("\0", ""));
            } catch (IllegalArgumentException notBase64) {
                throw new UploadRefused(UploadRefused.Reason.MALFORMED);
            }
        }
        return metadata;
    }
}
