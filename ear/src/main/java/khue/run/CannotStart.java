/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import java.util.Locale;
import java.util.Objects;

/**
 * Khuê cannot start, or cannot go on: a code to quote and what to do about it, in Vietnamese and in English.
 */
public final class CannotStart extends Exception {

    /** Why; each is a row of docs/reference/configuration.md. */
    public enum Reason {
        SETTING_UNKNOWN("a `KHUE_…` variable is set that does not exist, usually a slip of the keyboard"),
        SETTING_WRONG("a setting's value cannot be used"),
        JDK_UNFIT("the command runs on another release than Java 17"),
        DATA_DIR_UNUSABLE("the data directory is a file, cannot be written, or has letters outside ASCII in its path"),
        ALREADY_RUNNING("another Khuê runs on the same data directory"),
        DISK_FULL("less than 512 MB are free where the data directory is"),
        PORT_TAKEN("something else listens on the HTTP address and port"),
        LMS_PORT_TAKEN("something else listens on the sample LMS's port"),
        LMS_NEEDS_LOOPBACK("the sample LMS was asked for, but the base URL is not this machine's own"),
        ORPHAN_STAYS("a server or database left by a killed run could not be ended"),
        POSTGRES_FAILED("the private PostgreSQL does not start"),
        POSTGRES_DIED("the private PostgreSQL ended by itself and could not be started again within two minutes"),
        DB_UNREACHABLE("nothing answers at `KHUE_DB_URL`"),
        DB_REFUSED("the database refuses the user, the password or the database's name"),
        DB_TOO_OLD("the database is older than PostgreSQL 14"),
        DB_RIGHTS("the database user may not create the schemas, or does not own them"),
        LMS_FAILED("the sample LMS does not start"),
        SERVER_FAILED("the server did not start or did not take the application"),
        SERVER_DIED("the server ended by itself"),
        NOT_READY("the applications were deployed but did not become ready in time");

        private final String meaning;

        Reason(String meaning) {
            this.meaning = meaning;
        }

        public String code() {
            return "KHUE-RUN-" + name().replace('_', '-').toUpperCase(Locale.ROOT);
        }

        /** One clause for the reference page. */
        public String meaning() {
            return meaning;
        }
    }

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String vietnamese;
    private final String english;

    public CannotStart(Reason reason, String vietnamese, String english) {
        this(reason, vietnamese, english, null);
    }

    public CannotStart(Reason reason, String vietnamese, String english, Throwable cause) {
        super(reason.code() + ": " + english, cause);
        this.reason = Objects.requireNonNull(reason);
        this.vietnamese = oneLine(vietnamese);
        this.english = oneLine(english);
    }

    public Reason reason() {
        return reason;
    }

    /** What the terminal shows: one line in Vietnamese, one in English. */
    public String lines() {
        return "Khuê: %s: %s%n      %s".formatted(reason.code(), vietnamese, english);
    }

    private static String oneLine(String sentence) {
        return sentence.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
