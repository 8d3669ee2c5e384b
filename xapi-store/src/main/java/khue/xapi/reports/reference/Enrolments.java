/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.reference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.time.ZoneOffset;
import java.util.List;
import khue.xapi.model.Fingerprint;
import khue.xapi.postgres.Commands;
import khue.xapi.postgres.Database;
import khue.xapi.postgres.Dictionary;

/** The denominators: every enrolment that was ever told, so that an old report can be computed again. */
@ApplicationScoped
public class Enrolments {

    /**
     * SQL: whether a row of {@code xapi.enrolment} counts at a {@code moment}, the end of something: whether it is of the same school year. That
     * of the moment begins on 1 September; that of a class list a month before, when schools make up their classes.
     */
    public static final String OF_THE_YEAR = """
            as_of >= (date_trunc('year', (moment - interval '1 second') at time zone 'Asia/Ho_Chi_Minh' - interval '8 months')
                        + interval '7 months') at time zone 'Asia/Ho_Chi_Minh'
            and as_of < (date_trunc('year', (moment - interval '1 second') at time zone 'Asia/Ho_Chi_Minh' - interval '8 months')
                        + interval '19 months') at time zone 'Asia/Ho_Chi_Minh'""";

    /** SQL: the order in which the list that counts at a {@code moment} comes first: the last one before it, or else the first one after it. */
    public static final String LAST_FIRST = "as_of >= moment, case when as_of < moment then as_of end desc, as_of";

    private static final int CLASSES_REMEMBERED = 4_096;

    private final Database database;
    private final Dictionary terms;

    /** For the container's proxy. */
    protected Enrolments() {
        this(null);
    }

    @Inject
    public Enrolments(Database database) {
        this.database = database;
        this.terms = new Dictionary(database, CLASSES_REMEMBERED);
    }

    /** Keeps an enrolment, and which school the class is of; telling the same class and time again replaces what was told before. */
    public void put(Enrolment enrolment) {
        int schoolClass = terms.numbersOf(List.of(Fingerprint.of(enrolment.classIri())))
                .get(Fingerprint.of(enrolment.classIri()));
        database.inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into xapi.enrolment (class, as_of, label, school, learners, source)
                    values (?, ?, ?, ?, ?, ?)
                    on conflict (class, as_of) do update
                       set label = excluded.label, school = excluded.school,
                           learners = excluded.learners, source = excluded.source""")) {
                insert.setString(1, enrolment.classIri());
                insert.setObject(2, enrolment.asOf().atOffset(ZoneOffset.UTC));
                insert.setString(3, enrolment.label());
                insert.setString(4, enrolment.school().orElse(null));
                insert.setInt(5, enrolment.learners());
                insert.setString(6, enrolment.source());
                insert.executeUpdate();
            }
            Commands names = new Commands();
            names.add(
                    "insert into xapi.class (id, iri) select * from unnest(?::integer[], ?::text[]) on conflict do nothing",
                    columns -> columns.set("int4", List.of(schoolClass), number -> number, Integer[]::new)
                            .set("text", List.of(enrolment), Enrolment::classIri, String[]::new));
            enrolment.school().ifPresent(school -> nameSchool(schoolClass, school, enrolment.source(), names));
            names.send(connection);
            return null;
        });
    }

    /** What a class list says is believed rather than what single statements say. */
    private static void nameSchool(int schoolClass, String school, String source, Commands names) {
        names.add(
                "insert into xapi.school (code) select * from unnest(?::text[]) on conflict do nothing",
                columns -> columns.set("text", List.of(school), code -> code, String[]::new));
        names.add(
                """
                insert into xapi.class_school (class, school, source)
                select told.class, school.id, told.source
                  from unnest(?::integer[], ?::text[], ?::text[]) as told (class, school, source)
                  join xapi.school on school.code = told.school
                on conflict (class) do update set school = excluded.school, source = excluded.source
                 where class_school.school <> excluded.school or class_school.source <> excluded.source""",
                columns -> columns.set("int4", List.of(schoolClass), number -> number, Integer[]::new)
                        .set("text", List.of(school), code -> code, String[]::new)
                        .set("text", List.of(source), name -> name, String[]::new));
    }
}
