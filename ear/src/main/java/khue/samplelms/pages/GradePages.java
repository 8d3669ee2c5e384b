/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.pages;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import khue.samplelms.http.Request;
import khue.samplelms.http.Response;
import khue.samplelms.http.WebServer;
import khue.samplelms.school.Activity;
import khue.samplelms.school.Grade;
import khue.samplelms.school.LineItem;
import khue.samplelms.school.Person;
import khue.samplelms.school.School;

/** The gradebook: everybody's for a teacher, the own grades for a pupil. */
public final class GradePages {
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    private final Views views;
    private final School school;

    public GradePages(Views views, School school) {
        this.views = views;
        this.school = school;
    }

    public void route(WebServer server) {
        server.on("GET", "/course/grades", this::grades);
    }

    /** A column: a line item and the activity it belongs to, or empty text. */
    public record Column(String label, String maximum, String activityTitle) {}

    /** A pupil's row. */
    public record Row(Person pupil, List<Cell> cells) {}

    /** A grade as shown; texts are empty where there is none. */
    public record Cell(Column column, String score, String comment, String recordedAt) {}

    private Response grades(Request request) {
        Person reader = views.requireReader(request);
        List<LineItem> items = school.lineItems();
        List<Person> pupils = reader.role().teaches() ? school.people().pupils() : List.of(reader);
        List<Row> rows = pupils.stream()
                .map(pupil -> new Row(
                        pupil,
                        items.stream()
                                .map(item -> cell(item, pupil, Views.locale(request)))
                                .toList()))
                .toList();
        return views.page(
                request,
                "grades",
                Map.of("columns", items.stream().map(this::column).toList(), "rows", rows));
    }

    private Column column(LineItem item) {
        return new Column(
                item.label(),
                Grade.text(item.scoreMaximum()),
                school.findActivity(item.activityId()).map(Activity::title).orElse(""));
    }

    private Cell cell(LineItem item, Person pupil, Locale locale) {
        Optional<Grade> grade = school.findGrade(item.id(), pupil.id());
        return new Cell(
                column(item),
                grade.map(Grade::scoreText).orElse(""),
                grade.map(Grade::comment).orElse(""),
                grade.map(found -> DateTimeFormatter.ofLocalizedDateTime(FormatStyle.SHORT)
                                .withLocale(locale)
                                .withZone(ZONE)
                                .format(found.recordedAt()))
                        .orElse(""));
    }
}
