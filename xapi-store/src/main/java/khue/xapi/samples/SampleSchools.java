/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.samples;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import khue.xapi.model.AgentIdentifier;
import khue.xapi.reports.reference.Enrolment;
import khue.xapi.reports.reference.Place;
import khue.xapi.reports.reference.School;

/** The schools of a sample year and who is in their classes. Nothing is kept: all is computed from the seed and a number. */
public final class SampleSchools {

    /** The prefix of the tools' IRIs where nothing else is set. */
    public static final String BASE = "https://khue.io/xapi/";

    /** In which September the year begins where nothing else is said. */
    private static final int USUAL_YEAR = 2025;

    private static final List<String> LEVELS = List.of("preschool", "primary", "lower-secondary", "upper-secondary");
    private static final List<String> DISTRICTS = List.of("Ba Đình", "Hoàn Kiếm", "Thạch Thất", "Quốc Oai", "Đông Anh");
    private static final LocalDate END_OF_DISTRICTS = LocalDate.of(2025, 7, 1);
    private static final LocalDate OF_OLD = LocalDate.of(2019, 8, 1);

    private final long seed;
    private final Size size;
    private final boolean untidy;
    private final int year;
    private final String base;

    /** Empty where schools have numbers only. */
    private final List<PilotSchool> pilot;

    /** How large: {@code projects} and {@code events} of a class in the year. */
    public record Size(int schools, int classesOfASchool, int pupilsOfAClass, int projects, int events) {

        private static final int SCHOOLS_OF_THE_PILOT = 25;
        private static final int LARGEST_SCHOOL = 32;
        private static final int PUPILS = 32;
        private static final int EVENTS_TO_A_PROJECT = 4;

        /** What a class of so many pupils leaves on the average: in any case, of each project and of each event. */
        private static final double IN_ANY_CASE = 132;

        private static final double OF_A_PROJECT = 228.5;
        private static final double OF_AN_EVENT = 33.1;

        /**
         * The pilot's 25 schools with about so many statements: up to some 400,000 the schools grow, to 25,600 pupils, and
         * then they have more projects and events. Events make up for what whole projects miss.
         */
        public static Size pilot(long statements) {
            double withEvents = OF_A_PROJECT + EVENTS_TO_A_PROJECT * OF_AN_EVENT;
            double ofASchool = (double) statements / SCHOOLS_OF_THE_PILOT;
            int classesOfASchool = between(1, ofASchool / (IN_ANY_CASE + withEvents), LARGEST_SCHOOL);
            double ofAClass = ofASchool / classesOfASchool - IN_ANY_CASE;
            int projects = between(1, ofAClass / withEvents, Integer.MAX_VALUE);
            int events = between(1, (ofAClass - projects * OF_A_PROJECT) / OF_AN_EVENT, Integer.MAX_VALUE);
            return new Size(SCHOOLS_OF_THE_PILOT, classesOfASchool, PUPILS, projects, events);
        }

        private static int between(int least, double number, int most) {
            return (int) Math.max(least, Math.min(most, Math.round(number)));
        }

        int classes() {
            return schools * classesOfASchool;
        }
    }

    /** Somebody whom our tools know by a pseudonym, and what an LMS calls the same person. */
    public record Alias(AgentIdentifier other, AgentIdentifier known) {}

    /** How many of a kind there are: at a school, or in the whole programme where the school is empty. */
    public record Known(String kind, Optional<String> school, int value, LocalDate asOf) {}

    /** A school tries a model of the programme, until the first day on which it does so no more. */
    public record Trial(String school, String model, LocalDate from, Optional<LocalDate> until) {}

    /** Two schools that exchange. */
    public record Twins(String code, String one, String other, LocalDate from) {}

    SampleSchools(long seed, Size size, boolean untidy) {
        this(seed, size, untidy, USUAL_YEAR, BASE, List.of());
    }

    private SampleSchools(long seed, Size size, boolean untidy, int year, String base, List<PilotSchool> pilot) {
        this.seed = seed;
        this.size = size;
        this.untidy = untidy;
        this.year = year;
        this.base = base;
        this.pilot = pilot;
    }

    /**
     * Schools that could be those of the pilot, small enough for a look.
     *
     * @param year in which September it begins
     * @param base the prefix of the installation's IRIs
     */
    static SampleSchools pilot(long seed, int year, String base) {
        List<PilotSchool> schools = PilotSchool.all();
        Size size = new Size(schools.size(), 2, 22, 3, 4);
        return new SampleSchools(seed + year, size, false, year, base, schools);
    }

    String base() {
        return base;
    }

    /** As {@code 2025-2026}. */
    public String schoolYear() {
        return year + "-" + (year + 1);
    }

    public LocalDate firstDay() {
        return LocalDate.of(year, 9, 5);
    }

    public LocalDate lastDay() {
        return LocalDate.of(year + 1, 5, 31);
    }

    Size size() {
        return size;
    }

    public List<School> all() {
        return IntStream.range(0, size.schools()).mapToObj(this::school).toList();
    }

    /** In an untidy world nobody knows one school, one is known from spring only, and one moves in the middle of a year. */
    private School school(int school) {
        LocalDate moved = LocalDate.of(year + 1, 1, 1);
        Place old = place(school, OF_OLD, Optional.of(END_OF_DISTRICTS), Optional.empty(), area(school));
        Optional<String> unit = Optional.of("Phường " + (1 + school % 7));
        Place present = place(school, END_OF_DISTRICTS, Optional.empty(), unit, area(school));
        Place until = place(school, END_OF_DISTRICTS, Optional.of(moved), unit, area(school));
        String other = area(school).equals("inner") ? "outer" : "inner";
        Place elsewhere = place(school, moved, Optional.empty(), Optional.of("Xã Mới"), other);
        List<Place> history = switch (untidy ? school : 0) {
            case 1 -> List.of();
            case 2 -> List.of(elsewhere);
            case 3 -> List.of(old, until, elsewhere);
            default -> List.of(old, present);
        };
        return new School(code(school), "Trường mẫu số " + (1 + school), "sample", history);
    }

    private Place place(int school, LocalDate from, Optional<LocalDate> until, Optional<String> unit, String area) {
        return new Place(
                from,
                until,
                Optional.of(level(school)),
                Optional.of(DISTRICTS.get(school % DISTRICTS.size())),
                Optional.empty(),
                unit,
                Optional.of(area),
                Optional.of(school % 5 == 4 ? "private" : "public"),
                Optional.of("C" + school % 3));
    }

    /**
     * What class lists said: at the beginning of the year, and again, a little changed, after Tết. In an untidy world some classes have lists
     * of the years before and after, too, or of these only, and whatever was told was told on any day.
     */
    public List<Enrolment> enrolments() {
        List<Enrolment> enrolments = new ArrayList<>();
        for (int number = 0; number < size.classes(); number++) {
            Randomness random = Randomness.at(seed ^ 0xE5L, number);
            boolean never = untidy && random.inTenThousand(500);
            if (!never) {
                enrolments.add(enrolment(number, size.pupilsOfAClass(), year + "-09-01T01:00:00Z"));
                enrolments.add(
                        enrolment(number, size.pupilsOfAClass() - random.below(3), (year + 1) + "-02-25T01:00:00Z"));
            }
            if (untidy && !never) {
                ofOtherDays(number, enrolments);
            }
        }
        return enrolments;
    }

    private void ofOtherDays(int number, List<Enrolment> enrolments) {
        Randomness random = Randomness.at(seed ^ 0xE6L, number);
        if (random.inTenThousand(2_000)) {
            enrolments.removeIf(told -> told.classIri().equals(classIri(number)));
        }
        for (String day : List.of(
                (year - 1) + "-10-07",
                year + "-07-31",
                year + "-08-01",
                year + "-12-15",
                (year + 1) + "-07-31",
                (year + 1) + "-08-20",
                (year + 1) + "-10-12",
                (year + 2) + "-01-09")) {
            if (random.inTenThousand(3_500)) {
                // Half an hour before midnight in Hà Nội, or half an hour after the day has begun there.
                String time = random.inTenThousand(5_000) ? "T23:30:00+07:00" : "T00:30:00+07:00";
                enrolments.add(enrolment(number, 1 + random.below(2 * size.pupilsOfAClass()), day + time));
            }
        }
    }

    private Enrolment enrolment(int number, int learners, String asOf) {
        return new Enrolment(
                classIri(number),
                label(number),
                Optional.of(code(schoolOf(number))),
                learners,
                OffsetDateTime.parse(asOf).toInstant(),
                "sample");
    }

    /** What was told of each school at the beginning of the year and once more, and of core teachers altogether. */
    public List<Known> denominators() {
        List<Known> known = new ArrayList<>();
        LocalDate later = LocalDate.of(year + 1, 1, 10);
        for (int school = 0; school < size.schools(); school++) {
            Optional<String> code = Optional.of(code(school));
            int teachers = 12 + size.classesOfASchool();
            known.add(new Known("teachers", code, teachers, firstDay()));
            known.add(new Known("teachers", code, teachers + 1, later));
            known.add(new Known("core-teachers", code, 2 + school % 3, firstDay()));
            if (!untidy || school != 2) {
                known.add(
                        new Known("guardians-consented", code, size.classesOfASchool() * size.pupilsOfAClass(), later));
            }
        }
        known.add(new Known("core-teachers", Optional.empty(), 5 * size.schools(), firstDay()));
        return known;
    }

    /** Of three schools two try a model; one gives it up. */
    public List<Trial> trials() {
        return IntStream.range(0, size.schools())
                .filter(school -> school % 3 > 0)
                .mapToObj(school -> new Trial(
                        code(school),
                        "M" + (1 + school % 7),
                        firstDay(),
                        school % 5 == 2 ? Optional.of(LocalDate.of(year, 11, 1)) : Optional.empty()))
                .toList();
    }

    /** Each school with the next. */
    public List<Twins> twins() {
        return IntStream.range(0, size.schools() / 2)
                .mapToObj(pair -> new Twins("pair-" + (1 + pair), code(2 * pair), code(2 * pair + 1), firstDay()))
                .toList();
    }

    int twin(int school) {
        int twin = school ^ 1;
        return twin < size.schools() ? twin : school;
    }

    /** Teachers who evaluate in their LMS, too: one in each four classes. */
    public List<Alias> aliases() {
        return IntStream.range(0, size.classes())
                .filter(this::hasAlias)
                .mapToObj(number -> new Alias(
                        AgentIdentifier.ofAccount(lms(number), "teacher" + number),
                        AgentIdentifier.ofAccount(base + "pid", teacher(number))))
                .toList();
    }

    boolean hasAlias(int number) {
        return untidy && number % 4 == 0;
    }

    static String lms(int number) {
        return "https://lms" + (1 + number % 3) + ".example.edu.vn";
    }

    int schoolOf(int number) {
        return number / size.classesOfASchool();
    }

    int nextOfTheSchool(int number) {
        int first = schoolOf(number) * size.classesOfASchool();
        return first + (number + 1 - first) % size.classesOfASchool();
    }

    String level(int school) {
        return !pilot.isEmpty() ? pilot.get(school).level() : LEVELS.get(school % LEVELS.size());
    }

    boolean isPreschool(int number) {
        return level(schoolOf(number)).equals("preschool");
    }

    /** Whether a class has begun to use what there is. */
    boolean isUnderWay(int number) {
        return pilot.isEmpty() || pilot.get(schoolOf(number)).eagerness() > 0;
    }

    /** How often in ten thousand a class does what others do {@code usually} so often. */
    int asEagerAs(int number, int usually) {
        return pilot.isEmpty() ? usually : usually * pilot.get(schoolOf(number)).eagerness() / 100;
    }

    String code(int school) {
        return !pilot.isEmpty() ? pilot.get(school).code() : "01-%04d".formatted(1000 + school);
    }

    private static String area(int school) {
        return school % DISTRICTS.size() < 2 ? "inner" : "outer";
    }

    String classIri(int number) {
        // Courses of an LMS are used again from year to year.
        long courses = pilot.isEmpty() ? seed : seed - year;
        return base + "class/" + Randomness.at(courses + (1L << 48), number).uuid();
    }

    private String label(int number) {
        char letter = (char) ('A' + number % size.classesOfASchool() % 26);
        if (pilot.isEmpty()) {
            return "Lớp " + (1 + number % 12) + letter;
        }
        return switch (level(schoolOf(number))) {
            case "preschool" -> "Mẫu giáo lớn " + letter;
            case "primary" -> "Lớp 4" + letter;
            case "lower-secondary" -> "Lớp 7" + letter;
            default -> "Lớp 10" + letter;
        };
    }

    String teacher(int number) {
        return pseudonym(2, number);
    }

    String head(int school) {
        return pseudonym(3, school);
    }

    String pupil(int number, int pupil) {
        return pseudonym(4, (long) number * size.pupilsOfAClass() + pupil);
    }

    String guardian(int number, int pupil) {
        return pseudonym(5, (long) number * size.pupilsOfAClass() + pupil);
    }

    String partner(int number) {
        return pseudonym(15, number);
    }

    /** The id of something: the same number means something else in each kind. */
    UUID id(int kind, long number) {
        return Randomness.at(seed + ((long) kind << 48), number).uuid();
    }

    private String pseudonym(int kind, long number) {
        Randomness random = Randomness.at(seed + ((long) kind << 48), number);
        return "%016x%016x".formatted(random.next(), random.next());
    }
}
