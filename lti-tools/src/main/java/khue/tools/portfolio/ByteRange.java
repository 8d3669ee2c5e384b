/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a file that a browser asks for (RFC 9110, 14.1.2). iPhones play a sound or a film only from a server that can give parts.
 *
 * @param first byte, counted from 0
 * @param last byte, itself included
 */
record ByteRange(long first, long last) {

    /** One part: {@code bytes=0-99}, {@code bytes=100-} or the last so many, {@code bytes=-100}. */
    private static final Pattern ONE = Pattern.compile("bytes=(?:(\\d{1,18})-(\\d{0,18})|-(\\d{1,18}))");

    /** What was asked for cannot be given: RFC 9110, 15.5.17. */
    static final class NotThere extends Exception {

        private NotThere() {
            super("the part begins behind the end");
        }
    }

    /**
     * @param header the value of {@code Range}, or null
     * @return empty when the whole is to be given: nothing was asked for, or several parts at once, which may be ignored
     */
    static Optional<ByteRange> of(String header, long size) throws NotThere {
        Matcher asked = ONE.matcher(header == null ? "" : header.strip());
        if (!asked.matches()) {
            return Optional.empty();
        }
        boolean fromTheEnd = asked.group(3) != null;
        long first = fromTheEnd ? Math.max(0, size - Long.parseLong(asked.group(3))) : Long.parseLong(asked.group(1));
        boolean open = fromTheEnd || asked.group(2).isEmpty();
        long last = open ? size - 1 : Math.min(size - 1, Long.parseLong(asked.group(2)));
        if (!open && Long.parseLong(asked.group(2)) < first) {
            return Optional.empty();
        }
        if (first >= size) {
            throw new NotThere();
        }
        return Optional.of(new ByteRange(first, last));
    }

    long length() {
        return last - first + 1;
    }

    /** The value of {@code Content-Range}. */
    String of(long size) {
        return "bytes " + first + "-" + last + "/" + size;
    }
}
