/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.samples;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What a class, its teacher and its families have to do with the programme in a school year, beside works and activities. */
final class ProgrammeYear {

    private static final String[] PARTNERS = {"mentor", "business", "alumnus", "artisan"};
    private static final String[] ROUNDS = {"school", "cluster", "city"};
    private static final int CRITERIA = 15;

    private final Diary diary;
    private final SampleSchools schools;
    private final int number;
    private final Randomness random;

    ProgrammeYear(Diary diary, SampleSchools schools, long seed, int number) {
        this.diary = diary;
        this.schools = schools;
        this.number = number;
        this.random = Randomness.at(seed ^ 0x9609EA3L, number);
    }

    void goesBy() {
        if (schools.isPreschool(number)) {
            teacherRecordsMoments();
        } else {
            familiesLook();
        }
        partnersHelp();
        schoolsExchange();
        somebodyEntersAContest();
        familiesAndPupilsLearnAndAnswer();
        headTrains();
        teacherIsCredited();
        teacherIsMentored();
        headVerifiesEvidence();
    }

    private void teacherRecordsMoments() {
        for (int pupil = 0; pupil < schools.size().pupilsOfAClass(); pupil++) {
            Said moment = diary.line(
                    Verbs.CREATE, "artefact/" + diary.thing(), Said.IMAGE, id(), diary.at(random.below(diary.days)));
            by(moment, schools.teacher(number), "teacher").subject = schools.pupil(number, pupil);
        }
    }

    private void familiesLook() {
        for (int pupil = 0; pupil < schools.size().pupilsOfAClass(); pupil++) {
            if (random.inTenThousand(5_000)) {
                UUID work = id();
                Said look = diary.line(
                        Verbs.VIEWED, "family/" + work, Said.COLLECTION, work, diary.at(random.below(diary.days)));
                by(look, schools.guardian(number, pupil), "guardian").subject = schools.pupil(number, pupil);
            }
        }
    }

    private void partnersHelp() {
        for (int event = 0; event < schools.size().events(); event++) {
            if (random.inTenThousand(4_000)) {
                String verb = random.among(new String[] {Verbs.HOST, Verbs.MENTORED, Verbs.SPONSOR});
                String role = random.inTenThousand(8_000) ? random.among(PARTNERS) : "teacher";
                Said help = diary.line(verb, event(event), Said.EVENT, id(), diary.at(random.below(diary.days)));
                by(help, schools.partner(number), role);
            }
        }
    }

    /** A class hosts the twin school, whose head says afterwards that it was so. */
    private void schoolsExchange() {
        int school = schools.schoolOf(number);
        for (int i = 0; i < 2; i++) {
            if (random.inTenThousand(6_000)) {
                String exchange = "event/" + id();
                UUID registration = id();
                Instant day = diary.at(random.below(diary.days));
                by(diary.line(Verbs.HOST, exchange, Said.EVENT, registration, day), schools.teacher(number), "teacher");
                if (random.inTenThousand(8_000)) {
                    Said word = diary.line(Verbs.APPROVE, exchange, Said.EVENT, registration, diary.later(day, 5));
                    word.classes = List.of();
                    word.school = schools.code(schools.twin(school));
                    by(word, schools.head(schools.twin(school)), "head");
                }
            }
        }
    }

    private void somebodyEntersAContest() {
        for (int pupil = 0; pupil < schools.size().pupilsOfAClass(); pupil += 2) {
            if (random.inTenThousand(3_000)) {
                UUID entry = id();
                Instant day = diary.at(random.below(diary.days));
                for (String round : ROUNDS) {
                    in(round, diary.ofPupil(pupil, Verbs.SUBMIT, "contest/1", Said.CONTEST, entry, day));
                    if (random.inTenThousand(5_000)) {
                        break;
                    }
                    day = diary.later(day, 20);
                    Said word = diary.line(Verbs.SELECTED, "contest/1", Said.CONTEST, entry, day);
                    in(round, by(word, schools.head(schools.schoolOf(number)), "head")).quota = 1;
                }
            }
        }
    }

    private static Said in(String round, Said said) {
        said.round = round;
        return said;
    }

    private void familiesAndPupilsLearnAndAnswer() {
        for (int pupil = 0; pupil < schools.size().pupilsOfAClass(); pupil++) {
            boolean family = random.inTenThousand(5_000);
            String person = family ? schools.guardian(number, pupil) : schools.pupil(number, pupil);
            String role = family ? "guardian" : "learner";
            if (random.inTenThousand(5_000)) {
                takesPart(person, role, "module/" + random.below(3), Said.MODULE);
            }
            if (random.inTenThousand(5_000)) {
                Instant answered = takesPart(person, role, "survey/1", Said.SURVEY);
                Said answer = diary.line(Verbs.ANSWERED, "question/1", Said.INTERACTION, id(), answered);
                answer.parent = "survey/1";
                by(answer, person, role).rating = 1 + random.below(5);
            }
        }
        String theme = "theme/" + id();
        Instant found = diary.at(random.below(diary.days));
        by(diary.line(Verbs.CREATE, theme, Said.THEME, id(), found), schools.teacher(number), "teacher");
        if (random.inTenThousand(6_000)) {
            Said change = diary.line(Verbs.CREATE, "change/" + id(), Said.CHANGE, id(), diary.later(found, 40));
            by(change, schools.head(schools.schoolOf(number)), "head").parent = theme;
        }
    }

    /** @return when it was done */
    private Instant takesPart(String person, String role, String object, String type) {
        UUID registration = id();
        Instant invited = diary.at(random.below(diary.days));
        by(diary.line(Verbs.REGISTERED, object, type, registration, invited), person, role);
        Instant done = diary.later(invited, 30);
        if (random.inTenThousand(7_000)) {
            by(diary.line(Verbs.COMPLETED, object, type, registration, done), person, role);
        }
        return done;
    }

    private void headTrains() {
        String head = schools.head(schools.schoolOf(number));
        UUID enrolment = id();
        Instant now = diary.at(random.below(diary.days / 2));
        for (int day = random.below(4); day > 0; day--) {
            now = diary.later(now, 3);
            Said there = diary.line(Verbs.ATTENDED, "course/3/meeting/" + day, Said.MEETING, enrolment, now);
            there.parent = "course/3";
            by(there, head, "head").cohort = "leaders";
        }
        String verb = random.inTenThousand(7_000) ? Verbs.SATISFIED : Verbs.WAIVED;
        by(diary.line(verb, "course/3", Said.COURSE, enrolment, diary.later(now, 9)), head, "head").cohort = "leaders";
    }

    private void teacherIsCredited() {
        for (int programme = 1; programme <= 3; programme++) {
            for (int half = 1; half <= 2; half++) {
                String course = "course/bdtx/" + programme + "/" + half;
                String verb = random.inTenThousand(8_000) ? Verbs.SATISFIED : Verbs.WAIVED;
                Said credit = diary.line(verb, course, Said.COURSE, id(), diary.at(random.below(diary.days)));
                credit.programme = "bdtx-" + programme;
                by(credit, schools.teacher(number), "teacher").periods = 18 + random.below(20);
            }
        }
    }

    private void teacherIsMentored() {
        int neighbour = (number + 1) % schools.size().classes();
        for (int i = 0; i < 2; i++) {
            String help = "event/" + id();
            UUID registration = id();
            Instant day = diary.at(random.below(diary.days));
            Said said = diary.line(Verbs.MENTORED, help, Said.EVENT, registration, day);
            by(said, schools.teacher(neighbour), "teacher").subject = schools.teacher(number);
            if (random.inTenThousand(6_000)) {
                Said word = diary.line(Verbs.APPROVE, help, Said.EVENT, registration, diary.later(day, 9));
                by(word, schools.teacher(number), "teacher");
            }
        }
    }

    private void headVerifiesEvidence() {
        for (int criterion = 1; criterion <= CRITERIA; criterion++) {
            if (random.inTenThousand(4_000)) {
                Said word = diary.line(
                        Verbs.APPROVE, "evidence/" + id(), Said.EVIDENCE, id(), diary.at(random.below(diary.days)));
                word.parent = "criterion/tt20-2018/" + criterion;
                by(word, schools.head(schools.schoolOf(number)), "head").subject = schools.teacher(number);
            }
        }
    }

    private String event(int event) {
        return "event/" + schools.id(8, (long) number * schools.size().events() + event);
    }

    private UUID id() {
        return diary.thing();
    }

    private static Said by(Said said, String person, String role) {
        said.actor = person;
        said.role = role;
        return said;
    }
}
