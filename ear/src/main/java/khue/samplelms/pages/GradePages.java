/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.pages;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import khue.samplelms.http.Request;
import khue.samplelms.http.Response;
import khue.samplelms.http.WebServer;
import khue.samplelms.school.Course;
import khue.samplelms.school.Grade;
import khue.samplelms.school.LineItem;
import khue.samplelms.school.Person;
import khue.samplelms.school.School;
import khue.samplelms.temperament.Temperament;
import khue.samplelms.temperament.Trait;

/** The gradebook: everybody's for a teacher, the own grades for a pupil. */
public final class GradePages {
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    private final Views views;
    private final School school;
    private final Temperament temperament;

    public GradePages(Views views, School school, Temperament temperament) {
        this.views = views;
        this.school = school;
        this.temperament = temperament;
    }

    public void route(WebServer server) {
        server.on("GET", "/course/grades", this::grades);
    }

    /** A line item. */
    public record Column(String label, String maximum) {}

    /** A pupil's row. */
    public record Row(Person pupil, List<Cell> cells) {}

    /**
     * A grade as shown; texts are empty where there is none.
     *
     * @param review the address of what the grade is for
     */
    public record Cell(Column column, String score, String comment, String recordedAt, String review) {}

    private Response grades(Request request) {
        Person reader = views.requireReader(request);
        Course course = views.course(request);
        List<LineItem> items = school.lineItems(course);
        List<Person> pupils = reader.role().teaches() ? school.people().pupils() : List.of(reader);
        List<Column> columns = items.stream().map(item -> column(request, item)).toList();
        List<Row> rows = pupils.stream()
                .map(pupil -> new Row(
                        pupil,
                        items.stream().map(item -> cell(request, item, pupil)).toList()))
                .toList();
        return views.page(request, "grades", Map.of("course", course, "columns", columns, "rows", rows));
    }

    private static Column column(Request request, LineItem item) {
        return new Column(item.label(), Views.number(request, item.scoreMaximum()));
    }

    private Cell cell(Request request, LineItem item, Person pupil) {
        DateTimeFormatter time = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.SHORT)
                .withLocale(Views.locale(request))
                .withZone(ZONE);
        Optional<Grade> grade = school.findGrade(item.id(), pupil.id());
        return new Cell(
                column(request, item),
                grade.flatMap(Grade::score)
                        .map(score -> Views.number(request, score))
                        .orElse(""),
                grade.map(Grade::comment).orElse(""),
                grade.map(found -> time.format(found.recordedAt())).orElse(""),
                grade.filter(found -> temperament.has(Trait.SUBMISSION_REVIEWS) && item.canBeReviewed())
                        .map(found -> "/course/grades/" + item.id() + "/" + pupil.id() + "/launch?target=window")
                        .orElse(""));
    }
}
