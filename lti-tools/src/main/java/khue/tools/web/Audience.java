/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

/** For whom a page is. A page that names nobody is closed: see {@link OpenTo}. */
public enum Audience {
    /** Anybody, without a visit: sign-in, public keys, errors. */
    ANYBODY,
    /** A person who launched as a teacher of the course. */
    TEACHER,
    /** A person who launched as a learner of the course. */
    LEARNER,
    /** A person whose role in the course gives no more than a look: an observer, or a role that we do not know. */
    OBSERVER,
    /** A grown-up of a pupil's family, who came by a sheet of paper from school rather than from the LMS. */
    GUARDIAN,
    /** Somebody who signed in to connect LMSes and to see why a launch failed. */
    ADMINISTRATOR,
    /** Somebody who signed in to ask what the programme does. */
    EVALUATOR,
    /** Somebody who signed in to read signed reports, and to see how LMSes and launches do, and who changes nothing. */
    READER
}
