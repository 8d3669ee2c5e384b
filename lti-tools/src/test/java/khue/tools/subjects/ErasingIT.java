/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects;

import static khue.tools.testing.InServer.number;
import static khue.tools.testing.InServer.text;
import static khue.tools.testing.InServer.texts;
import static khue.tools.testing.InServer.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import khue.tools.subjects.erasure.ErasurePlan;
import khue.tools.testing.InServer;
import khue.tools.testing.PageBrowser;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Somebody is erased: from every table, from the disk and from the store, with a receipt. */
@ArquillianTest
class ErasingIT extends WithVi {

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @Test
    void thePlanNamesEveryTableAndEveryColumnOfPeople() {
        TreeSet<String> planned = new TreeSet<>(ErasurePlan.others().keySet());
        ErasurePlan.places().forEach(place -> planned.add(place.table()));
        assertThat(new TreeSet<>(
                        texts("SELECT table_name FROM information_schema.tables WHERE table_schema = 'tools'")))
                .as("a new table says in ErasurePlan where it refers to people, or that it does not")
                .isEqualTo(planned);

        List<String> columns = ErasurePlan.places().stream()
                .map(place -> place.table() + "." + place.column())
                .toList();
        assertThat(columns).as("every column that refers to a person").containsAll(texts("""
                        SELECT CAST(CAST(c.conrelid AS regclass) AS text) || '.' || a.attname
                        FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey)
                        WHERE c.contype = 'f' AND c.confrelid = CAST('person' AS regclass)
                        """));
        assertThat(
                        texts(
                                "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'tools'"))
                .containsAll(columns);
    }

    @Test
    void erasesAPupilFromEveryTableAndLeavesTheOthersTheirs() throws Exception {
        String number = opened("ERASE");
        UUID request = request(number);
        String pseudonym = pseudonyms.of(vi);
        Path bytes = bytes(viFile);
        Path signed = bytes(scan);

        assertThat(decide(request, Map.of("known", "true", "number", "2026-1")).body())
                .contains("KHUE-SUBJECT-NUMBER");
        assertThat(decide(request, Map.of("number", number)).body()).contains("KHUE-SUBJECT-KNOWN");
        assertThat(number("SELECT count(*) FROM work WHERE pupil_id = ?", vi)).isOne();
        HttpResponse<String> done = decide(request, Map.of("known", "true", "number", number));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
        assertThat(decide(request, Map.of("known", "true", "number", number)).statusCode())
                .as("pressed twice")
                .isEqualTo(409);

        until(() -> state(request).equals("DONE"));
        assertThat(asked)
                .anySatisfy(put -> assertThat(put)
                        .startsWith("PUT /erasures?id=" + request)
                        .contains(pseudonym, "https://lms.example/" + lms, "user-vi", viWork.toString())
                        .doesNotContain(mateWork.toString()));
        for (String trace : List.of(
                vi.toString(),
                mother.toString(),
                NAME,
                "Phạm Thị Tường Mai",
                SIGNER,
                pseudonym,
                "user-vi",
                viWork.toString())) {
            assertThat(tablesWith(trace)).as(trace).isEmpty();
        }
        assertThat(Files.exists(bytes)).as("the file's bytes").isFalse();
        assertThat(Files.exists(signed)).as("the signed sheet's").isFalse();

        assertThat(number("SELECT count(*) FROM work WHERE id = ?", mateWork)).isOne();
        assertThat(Files.exists(bytes(mateFile))).isTrue();
        assertThat(number("SELECT count(*) FROM person_in_picture WHERE file_id = ?", mateFile))
                .as("somebody who never agrees is in the mate's picture")
                .isOne();
        assertThat(texts("SELECT payload FROM outbox WHERE queue = 'statements'"))
                .noneMatch(payload -> payload.contains(pseudonym))
                .filteredOn(payload -> payload.contains(pseudonyms.of(mate)))
                .hasSize(1);
        assertThat(leftOut.isLeftOut(lms, "user-vi")).isTrue();
        assertThat(leftOut.isLeftOut(lms, "user-somebody")).isFalse();
    }

    @Test
    void theReceiptCountsAndCanBeCheckedByAnybodyAndNamesNobody() throws Exception {
        String number = opened("ERASE");
        UUID request = request(number);
        decide(request, Map.of("known", "true", "number", number));
        until(() -> state(request).equals("DONE"));

        String receipt =
                administrator.get("/tools/subjects/" + request + "/receipt").body();
        assertThat(receipt).contains(number, "Câu xAPI đã xóa trong kho", "12").doesNotContain(NAME);
        String code = text("SELECT receipt_code FROM data_request WHERE id = ?", request);
        PageBrowser anybody = new PageBrowser(settings.baseUrl().toString()).speaking("vi");
        assertThat(anybody.get("/tools/receipts?code=" + code.toLowerCase(Locale.ROOT))
                        .body())
                .contains(number, "Câu xAPI đã xóa trong kho");
        assertThat(anybody.get("/tools/receipts?code=0000-0000-0000-0000").body())
                .contains("KHUE-SUBJECT-RECEIPT")
                .doesNotContain(number);
        assertThat(texts(
                        "SELECT action || ' ' || subject FROM audit_log WHERE subject_id = ? ORDER BY id",
                        request.toString()))
                .containsExactly(
                        "DATA_REQUEST_OPENED " + number,
                        "DATA_ERASED_HERE " + number,
                        "DATA_ERASED_IN_THE_STORE " + number);
    }

    @Test
    void goesOnAskingTheStoreAndSaysWhatToDo() throws Exception {
        answer = 404;
        String number = opened("ERASE");
        UUID request = request(number);
        decide(request, Map.of("known", "true", "number", number));

        until(() -> text("SELECT state FROM outbox WHERE id = ?", request).equals("REFUSED"));
        assertThat(administrator.get("/tools/subjects/" + request).body())
                .contains("Kho không nhận yêu cầu này", "HTTP 404");
        assertThat(state(request)).isEqualTo("RUNNING");

        answer = 202;
        administrator.post("/tools/subjects/" + request + "/retry");
        until(() -> texts("SELECT problem FROM outbox WHERE id = ?", request)
                .toString()
                .contains("at work"));
        assertThat(administrator.get("/tools/subjects/" + request).body()).contains("Kho chưa xóa xong");
        answer = 200;

        until(() -> state(request).equals("DONE"));
    }

    @Test
    void leavesATeachersAnswersToThePupilsWithoutTheName() throws Exception {
        administrator.get("/tools/subjects/people/" + teacher);
        administrator.post(
                "/tools/subjects/people/" + teacher, Map.of("kind", "ERASE", "as", "SELF", "received", "2026-01-05"));
        UUID request = latest(teacher);
        decide(request, Map.of("known", "true", "number", called(request)));

        until(() -> state(request).equals("DONE"));
        assertThat(tablesWith(teacher.toString())).isEmpty();
        assertThat(number("SELECT count(*) FROM work WHERE id IN (?, ?)", viWork, mateWork))
                .isEqualTo(2);
        assertThat(texts("""
                        SELECT p.display_name FROM evaluation e JOIN submission s ON s.id = e.submission_id JOIN person p ON p.id = e.teacher_id
                        WHERE s.work_id = ?
                        """, viWork)).containsExactly("—");
        assertThat(text("SELECT CAST(reply_by AS text) FROM data_request WHERE id = ?", request))
                .isEqualTo("2026-01-07");
    }
}
