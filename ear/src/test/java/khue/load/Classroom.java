/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A class at the end of a project: everybody has handed in, and nobody has been answered. Written as its pupils' work would have left it:
 * handing in is not what is measured.
 */
final class Classroom {

    static final int PUPILS = 45;
    static final int PIECES = 10;

    private final UUID project = UUID.randomUUID();
    private final List<UUID> works = new ArrayList<>();

    /** @param link the LMS's id of the link that its teacher came by */
    static Classroom furnish(Connection database, String link) throws SQLException {
        Classroom classroom = new Classroom();
        classroom.ask(database, link);
        for (int pupil = 0; pupil < PUPILS; pupil++) {
            classroom.handIn(database, link, pupil);
        }
        return classroom;
    }

    UUID project() {
        return project;
    }

    List<UUID> works() {
        return works;
    }

    private void ask(Connection database, String link) throws SQLException {
        update(database, """
                insert into tools.project
                  (id, course_id, title, instructions, learning_form, strand, competencies, rubric, created_by, created_at)
                select ?, l.course_id, 'Vườn rau trên ban công', t.instructions, t.learning_form, t.strand, t.competencies,
                       t.rubric, m.person_id, now()
                from tools.resource_link l
                join tools.membership m on m.course_id = l.course_id and m.role = 'TEACHER'
                join tools.project_template t on t.title = 'Vườn rau trên ban công'
                where l.lti_id = ?""", project, link);
        update(database, "update tools.resource_link set tool = 'portfolio', item = ? where lti_id = ?", project, link);
    }

    private void handIn(Connection database, String link, int number) throws SQLException {
        UUID pupil = UUID.randomUUID();
        UUID work = UUID.randomUUID();
        UUID submission = UUID.randomUUID();
        works.add(work);
        update(
                database,
                "insert into tools.person (id, display_name, created_at) values (?, ?, now())",
                pupil,
                "Nguyễn Thị Học Sinh " + number);
        update(database, """
                insert into tools.membership (course_id, person_id, role, seen_at)
                select course_id, ?, 'LEARNER', now() from tools.resource_link where lti_id = ?""", pupil, link);
        update(database, """
                insert into tools.work
                  (id, project_id, pupil_id, status, attempt, reflection, reflected_attempt, grade_sent, started_at, status_since, version)
                values (?, ?, ?, 'SUBMITTED', 1, ?, 1, false, now(), now() - ? * interval '1 hour', 1)""", work, project, pupil, "Em thích nhất lúc hạt nảy mầm. ".repeat(20), number);
        update(database, """
                insert into tools.submission (id, work_id, attempt, reflection, sha256, submitted_at)
                select ?, id, 1, reflection, repeat('0', 64), status_since from tools.work where id = ?""", submission, work);
        for (int position = 0; position < PIECES; position++) {
            show(database, work, submission, position);
        }
    }

    private static void show(Connection database, UUID work, UUID submission, int position) throws SQLException {
        UUID file = UUID.randomUUID();
        UUID artefact = UUID.randomUUID();
        String caption = "Tuần thứ " + position + ": cây đã cao hơn một gang tay";
        update(database, """
                insert into tools.stored_file (id, sha256, name, media_type, size, width, height, thumbnail_sha256, stored_at)
                values (?, repeat('0', 64), ?, 'image/jpeg', 300000, 2048, 1536, repeat('1', 64), now())""", file, "Ảnh " + position + ".jpg");
        update(
                database,
                "insert into tools.artefact (id, work_id, file_id, caption, added_at) values (?, ?, ?, ?, now())",
                artefact,
                work,
                file,
                caption);
        update(database, """
                insert into tools.submitted_artefact (submission_id, position, artefact_id, file_id, caption)
                values (?, ?, ?, ?, ?)""", submission, position, artefact, file, caption);
    }

    private static void update(Connection database, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
