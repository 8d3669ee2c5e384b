/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.samples;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What is told of one class, line by line. */
class Diary {

    private static final ZoneOffset HANOI = ZoneOffset.ofHours(7);
    private static final int MINUTES_OF_A_DAY_OF_WORK = 14 * 60;

    final SampleSchools schools;
    final int number;
    final List<Said> lines = new ArrayList<>();
    final Randomness random;

    /** How many the school year has. */
    final int days;

    private final Instant start;
    long things;

    Diary(SampleSchools schools, int number, Randomness random) {
        this.schools = schools;
        this.number = number;
        this.random = random;
        this.days = (int) ChronoUnit.DAYS.between(schools.firstDay(), schools.lastDay());
        this.start = schools.firstDay().atStartOfDay().toInstant(HANOI);
    }

    Said ofPupil(int pupil, String verb, String object, String type, UUID registration, Instant happened) {
        Said said = line(verb, object, type, registration, happened);
        said.actor = schools.pupil(number, pupil);
        said.role = "learner";
        return said;
    }

    Said ofTeacher(int pupil, String verb, String object, UUID registration, Instant happened) {
        Said said = line(verb, object, Said.PROJECT, registration, happened);
        said.actor = schools.teacher(number);
        said.role = "teacher";
        said.subject = schools.pupil(number, pupil);
        return said;
    }

    Said line(String verb, String object, String type, UUID registration, Instant happened) {
        Said said = new Said(schools);
        said.id = schools.id(13, lines.size() + ((long) number << 32));
        said.verb = verb;
        said.object = object;
        said.type = type;
        said.registration = registration;
        said.classes = List.of(schools.classIri(number));
        said.school = schools.code(schools.schoolOf(number));
        said.happened = happened;
        said.received = happened.plusSeconds(1 + random.below(20));
        lines.add(said);
        return said;
    }

    UUID thing() {
        return schools.id(14, things++ + ((long) number << 32));
    }

    Instant at(int day) {
        return start.plus(day, ChronoUnit.DAYS)
                .plus(7 * 60 + random.below(MINUTES_OF_A_DAY_OF_WORK), ChronoUnit.MINUTES);
    }

    Instant later(Instant when, int days) {
        return when.plus(10 + random.below(days * 24 * 60), ChronoUnit.MINUTES).plusMillis(random.below(60_000));
    }
}
