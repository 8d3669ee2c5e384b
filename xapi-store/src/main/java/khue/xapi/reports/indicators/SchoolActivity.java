/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What I1 found at each school: whether it is active, what it lacks, and since when it does something with a model. */
@ApplicationScoped
public class SchoolActivity {

    /** The words and the SQL of I1, with the schools one by one. */
    private static final String SCHOOLS = Parts.ACTIVE + ",\n" + """
            learners as (
              select home.school, sum(told.learners) as learners
                from (select distinct on (class.id) class.id as class, enrolment.learners
                        from xapi.enrolment
                        join xapi.class on class.iri = enrolment.class
                       order by class.id, as_of >= :until, case when as_of < :until then as_of end desc, as_of) as told
                join xapi.class_school home using (class)
               group by home.school
            ), day as (
              select distinct home.school, (deed.happened at time zone 'Asia/Ho_Chi_Minh')::date as day
                from deed join xapi.class_school home using (class)
            ), first as (
              select model.school, model.model, min(day.day) as day
                from xapi.school_model model
                join day on day.school = model.school and day.day >= model.valid_from
                        and (day.day < model.valid_until or model.valid_until is null)
               group by model.school, model.model
            )
            select school.code, coalesce(learners.learners, 0) as learners, busy.pupils,
                   greatest(0, 5 - busy.pupils) as missing_pupils, greatest(0, 1 - busy.grown_ups) as missing_grown_ups,
                   (select array_agg(model || ' ' || day) from first where first.school = busy.school) as models
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
     * @param learners that its class lists name; 0 where there are none
     * @param pupils who did something that counts
     * @param missingPupils how many more of them it would need to be active
     * @param missingGrownUps the same of teachers who evaluate; in preschool, of guardians who look
     * @param models the first day on which something happened there, of each model that it tries, since it does
     */
    public record Seen(
            String school,
            int learners,
            int pupils,
            int missingPupils,
            int missingGrownUps,
            Map<String, LocalDate> models) {

        public boolean isActive() {
            return missingPupils == 0 && missingGrownUps == 0;
        }
    }

    /** By the codes of the schools. */
    public Map<String, Seen> in(Period period, LocalDate today) {
        Question question = new Question(period, Breakdown.NONE, Geography.EVENT, today);
        String sql = Frame.withPlaces(I1ActiveSchools.DEFINITION, question) + ",\n" + SCHOOLS;
        Map<String, Seen> schools = new TreeMap<>();
        computation.rows(sql, question, SchoolActivity::seen).forEach(seen -> schools.put(seen.school(), seen));
        return schools;
    }

    private static Seen seen(ResultSet row) throws SQLException {
        Map<String, LocalDate> models = new TreeMap<>();
        for (String model : texts(row.getArray("models"))) {
            int space = model.lastIndexOf(' ');
            models.put(model.substring(0, space), LocalDate.parse(model.substring(space + 1)));
        }
        return new Seen(
                row.getString("code"),
                row.getInt("learners"),
                row.getInt("pupils"),
                row.getInt("missing_pupils"),
                row.getInt("missing_grown_ups"),
                models);
    }

    private static List<String> texts(Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    /** How many of a kind there are altogether, and who said so. */
    public record Known(long number, String source, LocalDate asOf) {}

    /** The number by which I3 divides, of teachers of that kind. */
    public Optional<Known> known(String kind, Period period, LocalDate today) {
        Question question = new Question(period, Breakdown.NONE, Geography.EVENT, today);
        String sql = Frame.withPlaces(I3CoreTeachers.DEFINITION, question) + ",\n" + Parts.known("known", kind)
                + "\nselect n, source, (as_of at time zone 'Asia/Ho_Chi_Minh')::date as day from known";
        return computation
                .rows(
                        sql,
                        question,
                        row -> new Known(
                                row.getLong("n"), row.getString("source"), row.getObject("day", LocalDate.class)))
                .stream()
                .findFirst();
    }
}
