/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects;

import khue.tools.web.Audience;

/**
 * Who may do what with requests about personal data: the only place that says it. Administrators do all of it. Evaluators find, decide and
 * show the proof, by the request's number: whose it is they are not told, and the data itself they never have. Who it is that asks they
 * cannot look at, so what came on paper, where nobody but a person can look, is left to administrators. Everybody else has a page of their
 * own for what they asked themselves.
 */
final class RequestRules {

    /** A step on the way of a request. */
    enum Step {
        /** See which requests there are. */
        LIST,
        /** See one: what is asked, since when, by when, what was done. */
        SEE,
        /** See and print its receipt. */
        RECEIPT,
        /** Be told whose data it is. */
        NAME,
        /** Look for a person by name. */
        FIND,
        /** Enter one that came on paper. */
        OPEN,
        /** Say that whoever asked was answered. */
        ANSWER,
        /** Have it done, or refuse it. */
        DECIDE,
        /** Lift a restriction. */
        LIFT,
        /** Send to the store again what it had refused. */
        RETRY,
        /** Download the data. */
        TAKE
    }

    private RequestRules() {}

    /** @param onPaper whether the request came on paper, rather than from a page of whoever asks */
    static boolean may(Audience role, Step step, boolean onPaper) {
        return switch (role) {
            case ADMINISTRATOR -> true;
            case EVALUATOR ->
                switch (step) {
                    case LIST, SEE, RECEIPT -> true;
                    case ANSWER, DECIDE, LIFT -> !onPaper;
                    case NAME, FIND, OPEN, RETRY, TAKE -> false;
                };
            default -> false;
        };
    }
}
