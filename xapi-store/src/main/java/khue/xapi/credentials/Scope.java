/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * What a key allows.
 *
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#42-oauth-10-authorization-scope">
 *     Communication 4.2</a>
 */
public enum Scope {
    STATEMENTS_WRITE("statements/write"),
    STATEMENTS_READ_MINE("statements/read/mine"),
    STATEMENTS_READ("statements/read"),
    STATE("state"),
    DEFINE("define"),
    PROFILE("profile"),
    ALL_READ("all/read"),
    ALL("all"),
    /** Not of the standard: the report API of this store. */
    REPORTS("reports"),
    /** Not of the standard: changing what figures are made with, reference data and other names of verbs and people. */
    REFERENCE("reference"),
    /** Not of the standard: the figures that the operator watches. */
    METRICS("metrics"),
    /**
     * Not of the standard: making, changing and revoking keys. No other scope implies it: a key that leaks must not be able
     * to make itself successors.
     */
    KEYS("keys"),
    /** Not of the standard: erasing people. No other scope implies it: what it does cannot be undone. */
    ERASE("erase");

    private final String word;

    Scope(String word) {
        this.word = word;
    }

    public static Optional<Scope> of(String word) {
        return Arrays.stream(values()).filter(scope -> scope.word.equals(word)).findFirst();
    }

    /** The scope as the standard writes it. */
    public String word() {
        return word;
    }

    boolean isGrantedBy(Set<Scope> granted) {
        return granted.contains(this)
                || (isImpliedByAll() && granted.contains(ALL))
                || (isReading() && granted.contains(ALL_READ))
                || (this == STATEMENTS_READ_MINE && granted.contains(STATEMENTS_READ));
    }

    private boolean isImpliedByAll() {
        return this != KEYS && this != ERASE;
    }

    /** Whether access tokens of people can have it; keys are managed and people erased by keys alone. */
    boolean isForTokens() {
        return this != KEYS && this != ERASE;
    }

    private boolean isReading() {
        return this == STATEMENTS_READ || this == STATEMENTS_READ_MINE;
    }
}
