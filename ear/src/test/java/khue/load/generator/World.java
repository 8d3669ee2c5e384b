/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load.generator;

import java.util.UUID;
import khue.xapi.samples.Randomness;

/**
 * The schools that send: who is in which class, which works and events they have. Nothing is kept: every name and id is
 * computed from the seed and a number.
 */
final class World {

    static final int SCHOOLS = 100;
    static final int CLASSES_OF_A_SCHOOL = 30;
    static final int CLASSES = SCHOOLS * CLASSES_OF_A_SCHOOL;
    static final int PUPILS_OF_A_CLASS = 28;
    static final int PROJECTS_OF_A_CLASS = 8;
    static final int EVENTS = 2_000;
    static final int COURSES = 40;
    static final int UNITS_OF_A_COURSE = 12;
    static final int MOODLES = 4;
    static final int MODULES_OF_A_COURSE = 30;

    /** What a number counts: the same number means something else in each. */
    private enum Kind {
        PERSON,
        GUARDIAN,
        TEACHER,
        CLASS,
        PROJECT,
        WORK,
        ARTEFACT,
        EVENT,
        PARTICIPATION,
        ENROLMENT,
        SESSION,
        BADGE,
        LOGIN
    }

    private final long seed;

    World(long seed) {
        this.seed = seed;
    }

    /** 32 characters of base32hex, as the tools write pseudonyms. */
    String pupil(int schoolClass, int pupil) {
        return pseudonym(Kind.PERSON, pupilNumber(schoolClass, pupil));
    }

    String guardianOf(int schoolClass, int pupil) {
        return pseudonym(Kind.GUARDIAN, pupilNumber(schoolClass, pupil));
    }

    String teacherOf(int schoolClass) {
        return pseudonym(Kind.TEACHER, schoolClass);
    }

    static int pupilNumber(int schoolClass, int pupil) {
        return schoolClass * PUPILS_OF_A_CLASS + pupil;
    }

    UUID schoolClass(int schoolClass) {
        return uuid(Kind.CLASS, schoolClass);
    }

    UUID project(int schoolClass, int project) {
        return uuid(Kind.PROJECT, (long) schoolClass * PROJECTS_OF_A_CLASS + project);
    }

    /** A pupil's work in a project: the registration of all statements about it. */
    UUID work(int schoolClass, int pupil, int project) {
        return uuid(Kind.WORK, (long) pupilNumber(schoolClass, pupil) * PROJECTS_OF_A_CLASS + project);
    }

    UUID artefact(long number) {
        return uuid(Kind.ARTEFACT, number);
    }

    UUID event(int event) {
        return uuid(Kind.EVENT, event);
    }

    UUID participation(int schoolClass, int pupil, int event) {
        return uuid(Kind.PARTICIPATION, (long) pupilNumber(schoolClass, pupil) * EVENTS + event);
    }

    UUID enrolment(int teacher, int course) {
        return uuid(Kind.ENROLMENT, (long) teacher * COURSES + course);
    }

    UUID session(int teacher, int course, int unit) {
        return uuid(Kind.SESSION, ((long) teacher * COURSES + course) * UNITS_OF_A_COURSE + unit);
    }

    UUID badge(int teacher, int course) {
        return uuid(Kind.BADGE, (long) teacher * COURSES + course);
    }

    /** Moodle's plugin sends one registration for each sign-in. */
    UUID login(int schoolClass, int pupil, int day) {
        return uuid(Kind.LOGIN, (long) pupilNumber(schoolClass, pupil) * 400 + day);
    }

    static String school(int schoolClass) {
        int school = schoolClass % SCHOOLS;
        return "01-" + (char) ('a' + school % 26) + (1000 + school);
    }

    /** From 1 to 12. */
    static int grade(int schoolClass) {
        return 1 + schoolClass * 7 % 12;
    }

    static String level(int schoolClass) {
        int grade = grade(schoolClass);
        if (schoolClass % 9 == 0) {
            return "preschool";
        }
        return grade <= 5 ? "primary" : grade <= 9 ? "lower-secondary" : "upper-secondary";
    }

    static String moodle(int schoolClass) {
        return "https://lms" + (1 + schoolClass % MOODLES) + ".example.edu.vn";
    }

    private UUID uuid(Kind kind, long number) {
        return at(kind, number).uuid();
    }

    private String pseudonym(Kind kind, long number) {
        Randomness random = at(kind, number);
        StringBuilder name = new StringBuilder(32);
        for (int half = 0; half < 2; half++) {
            long bits = random.next();
            for (int i = 0; i < 12; i++) {
                name.append(Character.forDigit((int) (bits >>> 5 * i) & 31, 32));
            }
        }
        long rest = random.next();
        for (int i = 0; i < 8; i++) {
            name.append(Character.forDigit((int) (rest >>> 5 * i) & 31, 32));
        }
        return name.toString();
    }

    private Randomness at(Kind kind, long number) {
        return Randomness.at(seed + 1 + kind.ordinal(), number);
    }
}
