/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What was different before and is now. Values are short and in the words of the data, not of a language; a secret is never one of them.
 * What stayed the same is left out.
 */
public final class Changes {

    private static final int LONGEST = 300;
    private static final Pattern FIELD = Pattern.compile("[a-z]+(-[a-z]+)*");

    /**
     * One value.
     *
     * @param field what it is called, {@code audit.field.<field>} in words
     * @param before empty: there was none
     * @param after empty: there is none any more
     */
    public record Change(String field, Optional<String> before, Optional<String> after) {

        public Change {
            if (!FIELD.matcher(field).matches()) {
                throw new IllegalArgumentException("a field's name has small letters and hyphens: " + field);
            }
        }

        /** The key of the words for the field. */
        public String label() {
            return "audit.field." + field;
        }

        /** The key of the words for a value, where a value is one of a few. */
        public String word(String value) {
            return "audit.value." + field + "." + value;
        }
    }

    private final List<Change> all = new ArrayList<>();

    private Changes() {}

    public static Changes none() {
        return new Changes();
    }

    /** @param before null, or empty: there was none; {@code after} likewise */
    public static Changes of(String field, Object before, Object after) {
        return none().and(field, before, after);
    }

    /** Something new and what it is. */
    public static Changes made(String field, Object value) {
        return of(field, null, value);
    }

    public Changes and(String field, Object before, Object after) {
        Optional<String> was = text(before);
        Optional<String> is = text(after);
        if (!Objects.equals(was, is)) {
            all.add(new Change(field, was, is));
        }
        return this;
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    List<Change> all() {
        return all;
    }

    private static Optional<String> text(Object value) {
        Object plain = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        return Optional.ofNullable(plain)
                .map(Object::toString)
                .filter(text -> !text.isEmpty())
                .map(Changes::shortened);
    }

    /** Cut, and without what could break a line or the database (PostgreSQL's text has no NUL). */
    static String shortened(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", " ");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST - 1) + "…";
    }
}
