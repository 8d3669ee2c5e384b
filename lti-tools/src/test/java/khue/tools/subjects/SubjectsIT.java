/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.execute;
import static khue.tools.testing.InServer.number;
import static khue.tools.testing.InServer.text;
import static khue.tools.testing.InServer.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import khue.tools.evaluation.news.News;
import khue.tools.testing.InServer;
import khue.tools.testing.PageBrowser;
import khue.tools.web.Audience;
import khue.tools.web.Visitor;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Requests of people about their data: asking, looking, deciding, the clocks, and taking the data along. */
@ArquillianTest
class SubjectsIT extends WithVi {

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @Test
    void givesAllThatIsKeptAsOneFile() throws Exception {
        PageBrowser mothers = as(Visitor.ofFamily(mother, VIETNAMESE));
        assertThat(mothers.get("/tools/own-data").body()).contains(NAME);
        assertThat(mothers.post("/tools/own-data", Map.of("kind", "EXPORT", "person", vi.toString()))
                        .statusCode())
                .isEqualTo(303);
        UUID request = latest(vi);
        String file = "/tools/own-data/" + request + "/data";
        assertThat(mothers.get(file).statusCode()).as("nobody has decided").isEqualTo(404);
        decide(request, Map.of("known", "true"));

        HttpResponse<String> taken = mothers.get(file);
        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(taken.headers().firstValue("Content-Type")).contains("application/zip");
        assertThat(as(Visitor.ofFamily(mate, VIETNAMESE)).get(file).statusCode())
                .as("somebody else")
                .isEqualTo(404);
        Map<String, String> entries = exported(vi);
        assertThat(entries.keySet())
                .contains(
                        "index.html",
                        "data/work.json",
                        "data/evaluation.json",
                        "data/consent.html",
                        "data/launch_log.json")
                .anyMatch(name -> name.startsWith("files/"));
        assertThat(entries.get("data/evaluation.html")).contains("Rất tốt");
        assertThat(entries.get("data/person.json")).contains(NAME);
        assertThat(entries.get("statements.json")).contains("s-1", "s-2").doesNotContain("s-of-another");
        assertThat(String.join("", entries.values())).doesNotContain("Trần Bảo Châu", "secret_hash", "csrf");

        answer = 503;
        assertThat(mothers.get(file).statusCode()).as("half of it is nothing").isEqualTo(502);
    }

    @Test
    void leavesSomebodyAloneWhoAsksForIt() throws Exception {
        UUID request = request(opened("RESTRICT"));

        assertThat(decide(request, Map.of("known", "true")).statusCode()).isEqualTo(303);

        assertThat(number("SELECT count(*) FROM consent WHERE child_id = ? AND ended_at IS NULL", vi))
                .isZero();
        assertThat(number("SELECT count(*) FROM showcase WHERE work_id = ? AND token IS NOT NULL", viWork))
                .isZero();
        assertThat(number("SELECT count(*) FROM class_share WHERE work_id = ?", viWork))
                .isZero();
        assertThat(number("SELECT count(*) FROM restriction WHERE person_id = ?", vi))
                .isOne();
        administrator.post("/tools/subjects/" + request + "/lift");
        assertThat(number("SELECT count(*) FROM restriction WHERE person_id = ?", vi))
                .isZero();
    }

    @Test
    void refusesWithAReasonThatTheAskerReads() {
        PageBrowser pupils = as(learner(vi));
        pupils.get("/tools/own-data");
        pupils.post("/tools/own-data", Map.of("kind", "ERASE", "person", vi.toString()));
        pupils.post("/tools/own-data", Map.of("kind", "ERASE", "person", vi.toString()));
        UUID request = latest(vi);
        assertThat(number("SELECT count(*) FROM data_request WHERE person_id = ?", vi))
                .as("asked twice is once")
                .isOne();

        administrator.get("/tools/subjects/" + request);
        assertThat(administrator
                        .post("/tools/subjects/" + request + "/refuse", Map.of("why", " "))
                        .body())
                .contains("KHUE-SUBJECT-REFUSAL");
        administrator.post("/tools/subjects/" + request + "/refuse", Map.of("why", "Cha mẹ không đồng ý."));

        assertThat(pupils.get("/tools/own-data").body()).contains("Cha mẹ không đồng ý.", "đã từ chối");
    }

    private PageBrowser evaluator() {
        execute("""
                INSERT INTO account (id, name, role, password_hash, active, created_at)
                SELECT ?, 'evaluator-' || ?, 'EVALUATOR', password_hash, true, now() FROM account WHERE name = 'admin'
                """, UUID.randomUUID(), lms.toString());
        UUID account = UUID.fromString(
                text("SELECT CAST(id AS text) FROM account WHERE name = 'evaluator-' || ?", lms.toString()));
        return as(Visitor.signedIn(account, Audience.EVALUATOR, VIETNAMESE));
    }

    /** Who it is the evaluator is not told, and the data itself is the asker's. */
    @Test
    void anEvaluatorDecidesWhatAFamilyAskedOnItsPageWithoutANameAndWithoutTheData() {
        PageBrowser mothers = as(Visitor.ofFamily(mother, VIETNAMESE));
        mothers.get("/tools/own-data");
        mothers.post("/tools/own-data", Map.of("kind", "EXPORT", "person", vi.toString()));
        UUID request = latest(vi);
        PageBrowser evaluator = evaluator();
        String page = "/tools/subjects/" + request;

        assertThat(evaluator.get(page).body())
                .contains(called(request), "Cho nhận dữ liệu", "đừng hỏi tên")
                .doesNotContain(NAME, "Phạm Thị Tường Mai");
        assertThat(evaluator.post(page + "/do", Map.of("known", "true")).statusCode())
                .isEqualTo(303);

        assertThat(state(request)).isEqualTo("DONE");
        assertThat(evaluator.get(page).body()).doesNotContain(page + "/data");
        assertThat(evaluator.get(page + "/data").statusCode()).isEqualTo(403);
        assertThat(evaluator.get(page + "/receipt").statusCode()).isEqualTo(200);
        assertThat(mothers.get("/tools/own-data/" + request + "/data").statusCode())
                .isEqualTo(200);
        assertThat(text(
                        "SELECT account_name FROM audit_log WHERE subject_id = ? AND action = 'DATA_EXPORT_ALLOWED'",
                        request.toString()))
                .isEqualTo("evaluator-" + lms);
    }

    @Test
    void findsPeopleByNameAndShowsEvaluatorsNoName() {
        PageBrowser evaluator = evaluator();
        UUID request = request(opened("ERASE"));

        assertThat(administrator
                        .get("/tools/subjects/people?q=t%C6%B0%E1%BB%9Dng%20vi")
                        .body())
                .contains(NAME, "Lớp 7A");
        assertThat(administrator.get("/tools/subjects/people?q=%25%25").body()).doesNotContain(NAME);
        assertThat(administrator
                        .get("/tools/subjects/people?q=vi&where=l%E1%BB%9Bp%207a")
                        .body())
                .as("of one name, those of a class")
                .contains(NAME);
        assertThat(administrator.get("/tools/subjects/people?q=vi&where=7%25a").body())
                .doesNotContain(NAME);
        assertThat(administrator.get("/tools/subjects/" + request).body()).contains(NAME);
        assertThat(evaluator.get("/tools/subjects").body()).contains(called(request));
        assertThat(evaluator.get("/tools/subjects/" + request).body())
                .contains(called(request))
                .doesNotContain(NAME, "Xóa vĩnh viễn");
        assertThat(evaluator.get("/tools/subjects/people?q=vi").statusCode()).isEqualTo(403);
        for (String step : List.of("do", "reply", "refuse", "lift", "retry")) {
            assertThat(evaluator.post("/tools/subjects/" + request + "/" + step).statusCode())
                    .as(step + " of what came on paper")
                    .isEqualTo(403);
        }
        assertThat(evaluator.get("/tools/subjects/people/" + vi).statusCode()).isEqualTo(403);
        assertThat(evaluator.get("/tools/subjects/" + request + "/data").statusCode())
                .isEqualTo(403);
        assertThat(as(learner(mate)).get("/tools/subjects").statusCode()).isEqualTo(403);
        assertThat(as(learner(mate))
                        .post("/tools/own-data", Map.of("kind", "ERASE", "person", vi.toString()))
                        .body())
                .contains("KHUE-SUBJECT-PERSON");
    }

    @Test
    void theCalendarMovesWhatNobodyHasAnsweredAndEveryStepIsWrittenDown() {
        UUID request = request(opened("RESTRICT"));
        assertThat(replyBy(request)).isEqualTo("2026-01-07");
        String page = "/tools/subjects/clocks";
        assertThat(administrator.get(page + "?year=2026").body())
                .contains("Tết Dương lịch", "Bộ luật Lao động 2019, Điều 112", "Ngày làm việc để trả lời");
        Map<String, String> day = new HashMap<>(Map.of(
                "day", "2026-01-06", "name", "Nghỉ theo quyết định", "source", "Quyết định 1/QĐ-UBND", "english", ""));

        assertThat(administrator.post(page + "/days", day).statusCode()).isEqualTo(303);
        assertThat(replyBy(request)).isEqualTo("2026-01-08");
        assertThat(administrator.post(page + "/days", day).body()).contains("KHUE-CLOCK-TWICE");
        day.put("day", "2026-01-10");
        assertThat(administrator.post(page + "/days", day).body()).contains("KHUE-CLOCK-WEEKEND");
        assertThat(administrator.post(page + "/days", Map.of("day", "mai")).body())
                .contains("KHUE-CLOCK-DAY", "KHUE-CLOCK-NAME", "KHUE-CLOCK-SOURCE");
        assertThat(administrator.post(page + "/days/2026-01-06/remove").statusCode())
                .isEqualTo(303);
        assertThat(replyBy(request)).isEqualTo("2026-01-07");
        assertThat(administrator.post(page + "/days/2026-01-06/remove").statusCode())
                .isEqualTo(404);
        assertThat(texts(
                        "SELECT action FROM audit_log WHERE subject_id IN (?, '2026-01-06') ORDER BY id",
                        request.toString()))
                .containsExactly(
                        "DATA_REQUEST_OPENED",
                        "DAY_OFF_ADDED",
                        "DATA_REQUEST_TERM_MOVED",
                        "DAY_OFF_REMOVED",
                        "DATA_REQUEST_TERM_MOVED");

        administrator.post("/tools/subjects/" + request + "/reply");
        day.put("day", "2026-01-06");
        administrator.post(page + "/days", day);
        assertThat(replyBy(request)).as("answered").isEqualTo("2026-01-07");
        administrator.post(page + "/days/2026-01-06/remove");
    }

    @Test
    void aNewTermOfTheLawIsForWhatComesLater() {
        UUID before = request(opened("OBJECT"));
        String terms = "/tools/subjects/clocks/terms/OBJECT";
        String source = text("SELECT source FROM legal_clock WHERE kind = 'OBJECT'");
        try {
            assertThat(administrator
                            .post(terms, Map.of("reply", "0", "done", "20", "source", "Nghị định"))
                            .body())
                    .contains("KHUE-CLOCK-TERM");
            assertThat(administrator
                            .post(terms, Map.of("reply", "3", "done", "20", "source", "Nghị định 9/2027"))
                            .statusCode())
                    .isEqualTo(303);
            assertThat(text("SELECT CAST(done_by AS text) FROM data_request WHERE id = ?", before))
                    .isEqualTo("2026-01-20");
            UUID after = request(opened("OBJECT"));
            assertThat(text("SELECT CAST(done_by AS text) FROM data_request WHERE id = ?", after))
                    .isEqualTo("2026-01-25");
            assertThat(replyBy(after)).isEqualTo("2026-01-08");
        } finally {
            administrator.post(terms, Map.of("reply", "2", "done", "15", "source", source));
        }
    }

    @Test
    void theFirstPageOfEvaluatorsTellsHowManyWaitAndWhenTheNextIsDue() {
        UUID request = request(opened("OBJECT"));
        long open = number("SELECT count(*) FROM data_request WHERE done_at IS NULL");

        execute("UPDATE data_request SET reply_by = DATE '1999-01-01' WHERE id = ?", request);
        assertThat(news().title()).startsWith(open + " yêu cầu");
        assertThat(news().detail()).isEqualTo("Hạn gần nhất: 01/01/1999.");
        assertThat(news().tone()).isEqualTo("attention");
        assertThat(news().word()).isEqualTo("quá hạn");

        administrator.post("/tools/subjects/" + request + "/reply");
        execute("UPDATE data_request SET done_by = DATE '1999-02-02' WHERE id = ?", request);
        assertThat(news().detail()).as("answered, not done").isEqualTo("Hạn gần nhất: 02/02/1999.");

        opened("OBJECT");
        assertThat(news().title()).startsWith(open + 1 + " yêu cầu");
        execute(
                "UPDATE data_request SET done_at = now(), state = 'DONE', receipt_code = ? WHERE id = ?",
                request.toString(),
                request);
        assertThat(news().title()).startsWith(open + " yêu cầu");
        assertThat(news().detail()).doesNotContain("1999");
    }

    private static News.Item news() {
        List<News.Item> items = bean(RequestNews.class).since(Optional.empty(), Locale.forLanguageTag("vi"));
        assertThat(items).hasSize(1);
        return items.get(0);
    }

    private static String replyBy(UUID request) {
        return text("SELECT CAST(reply_by AS text) FROM data_request WHERE id = ?", request);
    }
}
