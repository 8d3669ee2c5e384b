/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.samples;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What happens in one class in a school year, as the tools and an LMS tell it. */
final class ClassYear extends Diary {

    private static final String[] STRANDS = {"self", "society", "nature", "career"};
    private static final String[] FORMS = {"play", "experience", "case", "project"};

    private static final String[] COMPETENCIES = {
        "competency/1/science", "competency/1/language", "competency/1/self-learning"
    };
    private static final String[] QUALITIES = {"quality/1/diligence", "quality/1/honesty"};

    private final long seed;
    private final boolean untidy;

    /** For what is told besides, so that the rest of the year stays what it was. */
    private final Randomness others;

    ClassYear(SampleSchools schools, long seed, int number, boolean untidy) {
        super(schools, number, Randomness.at(seed ^ 0xC1A55L, number));
        this.seed = seed;
        this.untidy = untidy;
        this.others = Randomness.at(seed ^ 0x0711E5L, number);
    }

    List<Said> lines() {
        if (!schools.isUnderWay(number)) {
            return lines;
        }
        for (int project = 0; project < schools.size().projects(); project++) {
            projectIsDone(project);
        }
        for (int event = 0; event < schools.size().events(); event++) {
            eventTakesPlace(event);
        }
        teacherTrains();
        new ProgrammeYear(this, schools, seed, number).goesBy();
        if (untidy) {
            messUp();
        }
        return lines;
    }

    private void projectIsDone(int project) {
        String id = "project/" + schools.id(6, (long) number * schools.size().projects() + project);
        int share = days / schools.size().projects();
        Instant begins = at(project * share + random.below(5));
        for (int pupil = 0; pupil < schools.size().pupilsOfAClass(); pupil++) {
            if (random.inTenThousand(schools.asEagerAs(number, 9_200))) {
                workIsMade(id, pupil, begins.plus(random.below(share * 12), ChronoUnit.HOURS));
            }
        }
    }

    private void workIsMade(String project, int pupil, Instant opened) {
        UUID work = schools.id(7, things++ + ((long) number << 32));
        ofPupil(pupil, Verbs.LAUNCHED, project, Said.PROJECT, work, opened);
        Instant now = opened;
        for (int i = random.below(3); i >= 0; i--) {
            now = later(now, 3);
            ofPupil(pupil, Verbs.CREATE, "artefact/" + thing(), Said.IMAGE, work, now).parent = project;
        }
        if (schools.isPreschool(number)) {
            Said look = line(Verbs.VIEWED, "family/" + work, Said.COLLECTION, work, later(now, 5));
            look.actor = schools.guardian(number, pupil);
            look.role = "guardian";
            look.subject = schools.pupil(number, pupil);
            return;
        }
        int attempts = 1 + random.below(3) / 2 + random.below(8) / 7;
        for (int attempt = 1; attempt <= attempts; attempt++) {
            if (random.inTenThousand(7_000)) {
                now = later(now, 2);
                ofPupil(pupil, Verbs.CREATE, "reflection/" + work + "/" + attempt, Said.REFLECTION, work, now).parent =
                        project;
            }
            now = later(now, 2);
            ofPupil(pupil, Verbs.SUBMIT, project, Said.PROJECT, work, now).attempt = attempt;
            if (random.inTenThousand(schools.asEagerAs(number, 9_300))) {
                now = teacherAnswers(project, pupil, work, now, attempt == attempts);
            }
        }
    }

    private Instant teacherAnswers(String project, int pupil, UUID work, Instant submitted, boolean last) {
        Instant now = later(submitted, 4);
        if (random.inTenThousand(4_000)) {
            ofTeacher(pupil, Verbs.COMMENTED, project, work, now);
            now = later(now, 1);
        }
        if (!last) {
            ofTeacher(pupil, Verbs.RETURN, project, work, now);
            return now;
        }
        Said evaluation = ofTeacher(pupil, Verbs.EVALUATED, project, work, now);
        if (others.inTenThousand(8_000)) {
            evaluation.level = 1 + others.below(4);
            evaluation.rubric = "competency/1/problem-solving";
        }
        if (random.inTenThousand(9_000)) {
            ofTeacher(pupil, Verbs.APPROVE, project, work, now);
            boolean passed = others.inTenThousand(9_000);
            Said outcome = ofPupil(pupil, passed ? Verbs.PASSED : Verbs.FAILED, project, Said.PROJECT, work, now);
            outcome.success = passed;
            outcome.competencies = List.of("competency/1/problem-solving", others.among(COMPETENCIES));
            outcome.qualities = others.inTenThousand(6_000) ? List.of(others.among(QUALITIES)) : List.of();
            if (random.inTenThousand(300)) {
                ofTeacher(pupil, Verbs.RETURN, project, work, later(now, 20));
            }
        }
        return now;
    }

    private void eventTakesPlace(int event) {
        String id = "event/" + schools.id(8, (long) number * schools.size().events() + event);
        String strand = random.inTenThousand(9_000) ? random.among(STRANDS) : null;
        String form = random.inTenThousand(9_000) ? random.among(FORMS) : null;
        UUID registration = schools.id(9, (long) number * schools.size().events() + event);
        Instant planned = at(random.below(days));
        Said plan = line(Verbs.SUBMIT, id, Said.EVENT, registration, planned);
        plan.actor = schools.teacher(number);
        plan.role = "teacher";
        if (random.inTenThousand(8_500)) {
            Said approval = line(Verbs.APPROVE, id, Said.EVENT, registration, later(planned, 4));
            approval.actor = schools.head(schools.schoolOf(number));
            approval.role = "teacher";
        }
        Instant day = later(planned, 10);
        int minutes = 35 + 5 * random.below(20);
        for (int pupil = 0; pupil < schools.size().pupilsOfAClass(); pupil++) {
            if (random.inTenThousand(schools.asEagerAs(number, 8_800))) {
                Said there = ofPupil(pupil, Verbs.ATTENDED, id, Said.EVENT, registration, day);
                there.minutes = minutes;
                there.strand = strand;
                there.form = form;
            }
            if (random.inTenThousand(400)) {
                pupilLogs(pupil, strand, day);
            }
        }
    }

    private void pupilLogs(int pupil, String strand, Instant day) {
        String id = "performance/" + thing();
        UUID registration = schools.id(10, things + ((long) number << 32));
        Said log = ofPupil(pupil, Verbs.PERFORMED_OFFLINE, id, Said.PERFORMANCE, registration, day);
        log.minutes = 20 + random.below(160);
        log.strand = strand;
        if (random.inTenThousand(7_500)) {
            Said approval = ofTeacher(pupil, Verbs.APPROVE, id, registration, later(day, 6));
            approval.type = Said.PERFORMANCE;
        }
    }

    private void teacherTrains() {
        for (int course = 1; course <= 2; course++) {
            if (!random.inTenThousand(7_000)) {
                continue;
            }
            String id = "course/" + course;
            UUID enrolment = schools.id(11, (long) number * 4 + course);
            Instant now = at(random.below(days / 2));
            trained(Verbs.REGISTERED, id, Said.COURSE, enrolment, now);
            for (int day = 0; day < 3; day++) {
                now = later(now, 5);
                trained(Verbs.ATTENDED, id + "/meeting/" + day, Said.MEETING, enrolment, now).parent = id;
            }
            if (random.inTenThousand(8_000)) {
                trained(Verbs.SATISFIED, id, Said.COURSE, enrolment, later(now, 10));
            }
        }
    }

    private Said trained(String verb, String object, String type, UUID enrolment, Instant happened) {
        Said said = line(verb, object, type, enrolment, happened);
        said.classes = List.of();
        said.actor = schools.teacher(number);
        said.role = "teacher";
        said.cohort = "core-teachers";
        return said;
    }

    /** What goes wrong in life: other verbs for the same, late arrivals, voided, sent twice, of two classes or another, by an LMS's name. */
    private void messUp() {
        List<Said> more = new ArrayList<>();
        Randomness elsewhere = Randomness.at(seed ^ 0xE15EL, number);
        for (Said said : lines) {
            boolean isAnswer = said.verb.equals(Verbs.RETURN)
                    || said.verb.equals(Verbs.APPROVE) && said.type.equals(Said.PERFORMANCE);
            if (isAnswer && elsewhere.inTenThousand(5_000)) {
                said.classes = List.of(schools.classIri(schools.nextOfTheSchool(number)));
            }
            if (random.inTenThousand(500)) {
                said.verb = said.verb.replace("http://activitystrea.ms/", "http://activitystrea.ms/schema/1.0/");
            }
            if (random.inTenThousand(300)) {
                said.received = said.received.plus(random.below(40), ChronoUnit.DAYS);
            }
            if (random.inTenThousand(300) && !said.classes.isEmpty()) {
                said.classes = List.of(
                        said.classes.get(0),
                        schools.classIri((number + 1) % schools.size().classes()));
            }
            if (schools.hasAlias(number) && said.actor.equals(schools.teacher(number)) && random.inTenThousand(4_000)) {
                said.homePage = SampleSchools.lms(number);
                said.actor = "teacher" + number;
            }
            if (random.inTenThousand(200)) {
                said.attempt = 0;
                said.subject = null;
            }
            said.outside = others.inTenThousand(300);
            if (random.inTenThousand(150)) {
                more.add(voiding(said));
            }
        }
        lines.addAll(more);
    }

    private Said voiding(Said wrong) {
        Said said = new Said(schools);
        said.id = schools.id(12, things++ + ((long) number << 32));
        said.actor = schools.teacher(number);
        said.verb = "http://adlnet.gov/expapi/verbs/voided";
        said.voided = wrong.id;
        said.happened = later(wrong.happened, 3);
        // Sometimes before the statement that it voids.
        said.received = random.inTenThousand(500) ? wrong.received.minusSeconds(60) : said.happened;
        return said;
    }
}
