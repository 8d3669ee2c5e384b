/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import khue.xapi.reports.indicators.Indicator.Grain;

/** What I1 found at each school: whether it is active, and what it lacks. */
@ApplicationScoped
public class SchoolActivity {

    /** The words and the SQL of I1, with the schools one by one. */
    private static final String SCHOOLS = Parts.ACTIVE + ",\n" + Parts.LISTED + ",\n" + """
            learners as (
              select home.school, sum(learners) as learners
                from listed join xapi.class_school home using (class)
               group by home.school
            )
            select school.code, coalesce(learners.learners, 0) as learners, busy.pupils,
                   greatest(0, 5 - busy.pupils) as missing_pupils, greatest(0, 1 - busy.grown_ups) as missing_grown_ups
              from busy
              join xapi.school on school.id = busy.school
              left join learners on learners.school = busy.school
             order by school.code""";

    private final Computation computation;

    /** For the container's proxy. */
    protected SchoolActivity() {
        this(null);
    }

    @Inject
    public SchoolActivity(Computation computation) {
        this.computation = computation;
    }

    /**
     * A school at which something happened that I1 counts.
     *
     * @param learners that its class lists of the school year name; 0 where there are none
     * @param pupils who did something that counts
     * @param missingPupils how many more of them it would need to be active
     * @param missingGrownUps the same of teachers who evaluate; in preschool, of guardians who look
     */
    public record Seen(String school, int learners, int pupils, int missingPupils, int missingGrownUps) {

        public boolean isActive() {
            return missingPupils == 0 && missingGrownUps == 0;
        }
    }

    /** By the codes of the schools. */
    public Map<String, Seen> in(Period period, LocalDate today) {
        Question question = new Question(period, Breakdown.NONE, Geography.EVENT, today);
        Map<String, Seen> schools = new TreeMap<>();
        computation
                .rows(
                        Optional.of(Parts.DEEDS),
                        List.of(),
                        Grain.SCHOOL,
                        ",\n" + SCHOOLS,
                        question,
                        SchoolActivity::seen)
                .forEach(seen -> schools.put(seen.school(), seen));
        return schools;
    }

    private static Seen seen(ResultSet row) throws SQLException {
        return new Seen(
                row.getString("code"),
                row.getInt("learners"),
                row.getInt("pupils"),
                row.getInt("missing_pupils"),
                row.getInt("missing_grown_ups"));
    }

    /** How many of a kind there are altogether, and who said so. */
    public record Known(long number, String source, LocalDate asOf) {}

    /** The number by which I3 divides, of teachers of that kind. */
    public Optional<Known> known(String kind, Period period, LocalDate today) {
        Question question = new Question(period, Breakdown.NONE, Geography.EVENT, today);
        String sql = ",\n" + Parts.known("known", kind)
                + "\nselect n, source, (as_of at time zone 'Asia/Ho_Chi_Minh')::date as day from known";
        return computation
                .rows(
                        Optional.empty(),
                        List.of(),
                        Grain.SCHOOL,
                        sql,
                        question,
                        row -> new Known(
                                row.getLong("n"), row.getString("source"), row.getObject("day", LocalDate.class)))
                .stream()
                .findFirst();
    }
}
