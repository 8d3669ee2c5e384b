/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.exports;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.BiFunction;
import khue.xapi.model.Timestamp;
import khue.xapi.model.XapiVersion;

/** The columns of a file, the same in every format that has columns, in their order. */
enum Column {
    ID(Kind.TEXT, (stored, outline) -> outline.id()),
    STORED(Kind.TIME, (stored, outline) -> stored),
    TIMESTAMP(Kind.TIME, (stored, outline) -> microseconds(outline.timestamp())),
    ACTOR_HOME_PAGE(Kind.TEXT, (stored, outline) -> outline.actorHomePage()),
    ACTOR(Kind.TEXT, (stored, outline) -> outline.actor()),
    VERB(Kind.TEXT, (stored, outline) -> outline.verb()),
    OBJECT_TYPE(Kind.TEXT, (stored, outline) -> outline.objectType()),
    OBJECT(Kind.TEXT, (stored, outline) -> outline.object()),
    REGISTRATION(Kind.TEXT, (stored, outline) -> outline.registration()),
    SUCCESS(Kind.TRUTH, (stored, outline) -> outline.success()),
    COMPLETION(Kind.TRUTH, (stored, outline) -> outline.completion()),
    SCORE_SCALED(Kind.NUMBER, (stored, outline) -> number(outline.scaled())),
    DURATION(Kind.TEXT, (stored, outline) -> outline.duration());

    /** Behind the others: the whole statement as JSON text, exactly as it is kept. */
    static final String STATEMENT = "statement";

    /** What a column holds, each of them or null. */
    enum Kind {
        /** {@link Piece}. */
        TEXT,
        /** {@link Long}: microseconds since 1970. */
        TIME,
        /** {@link Boolean}. */
        TRUTH,
        /** {@link Double}; the exact number is in the statement. */
        NUMBER
    }

    private final String title;
    private final Kind kind;
    private final BiFunction<Long, Outline, Object> value;

    Column(Kind kind, BiFunction<Long, Outline, Object> value) {
        this.title = name().toLowerCase(Locale.ROOT);
        this.kind = kind;
        this.value = value;
    }

    String title() {
        return title;
    }

    Kind kind() {
        return kind;
    }

    /**
     * What stands in this column, of the class that {@link #kind} tells, or null.
     *
     * @param stored in microseconds since 1970
     */
    Object of(long stored, Outline outline) {
        return value.apply(stored, outline);
    }

    /** Version 1.0.3 is the one that takes every timestamp that was ever stored. */
    private static Long microseconds(Piece timestamp) {
        return timestamp == null
                ? null
                : Timestamp.parse(timestamp.toString(), XapiVersion.V1)
                        .map(instant -> ChronoUnit.MICROS.between(Instant.EPOCH, instant))
                        .orElse(null);
    }

    private static Double number(Piece written) {
        return written == null ? null : Double.valueOf(written.toString());
    }
}
