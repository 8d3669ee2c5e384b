/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.families;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.execute;
import static khue.tools.testing.InServer.number;
import static khue.tools.testing.InServer.text;
import static khue.tools.testing.InServer.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.imageio.ImageIO;
import khue.tools.testing.InServer;
import khue.tools.testing.PageBrowser;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** All consents of a child in one place: given here and on paper, for pictures and for works that are shown, and how they end. */
@ArquillianTest
class LedgerIT extends WithAFamily {

    private final Consents consents = bean(Consents.class);

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @Test
    void aSheetOfPaperCountsAsAConsentGivenHereAndIsTakenBackTheSameWay() throws IOException {
        PageBrowser mother = confirmedGuardian(child);
        assertThat(teachers.get(ledger(child)).body()).contains("Chưa ai đồng ý điều này");

        HttpResponse<String> written =
                teachers.postWithFile(ledger(child) + "/paper", paper("PICTURES", true), "scan", "giấy.png", picture());

        assertThat(written.statusCode()).as(written.body()).isEqualTo(303);
        assertThat(agreed()).containsExactly(child);
        for (String page : Set.of(
                teachers.get(ledger(child)).body(),
                mother.get("/tools/consents").body())) {
            assertThat(page)
                    .contains("Nguyễn Văn Bình (bố) ký giấy đồng ý ngày 05/10/2026")
                    .contains("Nguyễn Minh An (chính em) ký giấy đồng ý ngày 05/10/2026")
                    .contains("Tủ hồ sơ lớp 7A", "Lê Thu Hà ghi vào sổ", "Luật 91/2025/QH15", "Có hiệu lực");
        }
        assertThat(teachers.get("/tools/families/consents").body()).contains("1 trong 2 em");

        mother.post("/tools/consents/" + child + "/PICTURES", Map.of("answer", "no", "version", "1"));

        assertThat(agreed()).isEmpty();
        assertThat(teachers.get(ledger(child)).body()).contains("Đã rút lại", "Phạm Thị Mai rút lại lúc", "Đã ẩn ngay");
        assertThat(texts(
                        "SELECT capacity || ' ' || (ended_at IS NULL) FROM tools.consent WHERE child_id = ? ORDER BY 1",
                        child))
                .as("the child's own yes is the child's to take back")
                .containsExactly("CHILD true", "GUARDIAN false");
    }

    @Test
    void whoMaySeeTheScanSeesItAndNobodyElse() throws IOException {
        PageBrowser mother = confirmedGuardian(child);
        PageBrowser others = confirmedGuardian(classmate);
        teachers.get(ledger(child));
        teachers.postWithFile(ledger(child) + "/paper", paper("PICTURES", false), "scan", "giấy.png", picture());
        String scan = "/tools/consents/papers/"
                + text("SELECT CAST(id AS text) FROM tools.consent_paper WHERE child_id = ?", child);

        for (PageBrowser allowed : Set.of(teachers, mother, pupil(child))) {
            HttpResponse<String> answer = allowed.get(scan);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control").orElseThrow())
                    .contains("no-store");
        }
        for (PageBrowser another : Set.of(others, pupil(classmate))) {
            assertThat(another.get(scan).statusCode()).isEqualTo(404);
        }
        assertThat(stranger().get(scan).statusCode()).isEqualTo(401);
        String otherChild = ledger(child);
        aClassWithAnAcceptedWork();
        assertThat(teachers.get(scan).statusCode())
                .as("a teacher of another class")
                .isEqualTo(404);
        assertThat(teachers.get(otherChild).statusCode()).isEqualTo(404);
        assertThat(teachers.get(otherChild + "/paper").statusCode()).isEqualTo(404);
    }

    @Test
    void whatASheetDoesNotSayIsAskedForAndNothingIsWritten() {
        teachers.get(ledger(child));
        HttpResponse<String> empty = teachers.post(ledger(child) + "/paper", Map.of("signer", "Nguyễn Văn Bình"));
        assertThat(empty.statusCode()).isEqualTo(400);
        assertThat(empty.body())
                .contains("KHUE-PAPER-PURPOSE", "KHUE-FAMILY-RELATION", "KHUE-PAPER-DAY", "KHUE-PAPER-KEPT")
                .contains("value=\"Nguyễn Văn Bình\"");
        Map<String, String> tomorrow = paper("PICTURES", true);
        tomorrow.put("day", "2999-01-01");
        assertThat(teachers.post(ledger(child) + "/paper", tomorrow).body()).contains("KHUE-PAPER-DAY");
        Map<String, String> older = paper("PICTURES", true);
        older.put("version-PICTURES", "0");
        assertThat(teachers.post(ledger(child) + "/paper", older).body()).contains("KHUE-PAPER-CHANGED");
        byte[] words = "Tôi đồng ý.".getBytes(StandardCharsets.UTF_8);
        assertThat(teachers.postWithFile(ledger(child) + "/paper", paper("PICTURES", true), "scan", "giấy.txt", words)
                        .body())
                .contains("KHUE-PAPER-SCAN");
        assertThat(number("SELECT count(*) FROM tools.consent_paper WHERE child_id = ?", child))
                .isZero();
    }

    @Test
    void aWorkIsShownByASheetOfPaperAndHiddenByACall() {
        String showcase = "/tools/portfolio/showcase/" + work;
        PageBrowser pupil = pupil(child);
        pupil.get(showcase);
        pupil.post(showcase, Map.of("do", "choose"));
        String id = text("SELECT CAST(id AS text) FROM tools.showcase WHERE work_id = ?", work);
        assertThat(teachers.get(ledger(child)).body()).contains("Trưng bày “Vườn rau”", "Chờ gia đình");

        teachers.post(ledger(child) + "/paper", paper(id, true));
        assertThat(teachers.post(showcase, Map.of("do", "approve", "days", "30"))
                        .statusCode())
                .isEqualTo(303);
        String link = "/tools/show/" + text("SELECT token FROM tools.showcase WHERE work_id = ?", work);
        assertThat(stranger().get(link).statusCode()).isEqualTo(200);
        assertThat(pupil.get("/tools/consents").body())
                .contains("Nguyễn Văn Bình (bố) ký giấy đồng ý", "Lê Thu Hà duyệt lúc", "Đang mở");

        assertThat(teachers.post(ledger(child) + "/" + id + "/end").statusCode())
                .isEqualTo(303);

        assertThat(stranger().get(link).statusCode()).isEqualTo(404);
        assertThat(pupil.get("/tools/consents").body())
                .contains("Gia đình báo rút lại, Lê Thu Hà ghi lúc", "Đã rút lại");
    }

    @Test
    void aFamilyEndsAShowcaseThoughTheWorkIsNotOpenToItAnyMore() {
        PageBrowser mother = confirmedGuardian(child);
        teachers.post("/tools/portfolio/projects/" + project + "/family");
        String showcase = "/tools/portfolio/showcase/" + work;
        PageBrowser pupil = pupil(child);
        pupil.get(showcase);
        pupil.post(showcase, Map.of("do", "choose"));
        mother.get(showcase);
        mother.post(showcase, Map.of("do", "agree"));
        teachers.post(showcase, Map.of("do", "approve", "days", "30"));
        String link = "/tools/show/" + text("SELECT token FROM tools.showcase WHERE work_id = ?", work);
        String id = text("SELECT CAST(id AS text) FROM tools.showcase WHERE work_id = ?", work);
        teachers.post("/tools/portfolio/projects/" + project + "/family/unshare/" + work);
        assertThat(mother.get(showcase).statusCode()).isEqualTo(404);

        mother.get("/tools/consents");
        assertThat(confirmedGuardian(classmate)
                        .post("/tools/consents/" + child + "/works/" + id + "/end")
                        .statusCode())
                .isIn(403, 404);
        assertThat(mother.post("/tools/consents/" + child + "/works/" + id + "/end")
                        .statusCode())
                .isEqualTo(303);

        assertThat(stranger().get(link).statusCode()).isEqualTo(404);
        assertThat(mother.get("/tools/consents").body()).contains("Đã rút lại", "Phạm Thị Mai rút lại lúc");
    }

    @Test
    void whoseDataIsRestrictedIsSharedNoFurtherAndTheTeacherIsTold() {
        PageBrowser mother = confirmedGuardian(child);
        UUID request = UUID.randomUUID();
        execute("""
                INSERT INTO tools.data_request (id, kind, state, person_id, asked_as, on_paper, received_on, reply_by, done_by, opened_at)
                VALUES (?, 'RESTRICT', 'OPEN', ?, 'GUARDIAN', true, now(), now(), now(), now())
                """, request, child);
        execute("INSERT INTO tools.restriction (person_id, request_id, since) VALUES (?, ?, now())", child, request);
        UUID others = acceptedWork(classmate);

        teachers.get("/tools/families");
        teachers.post("/tools/portfolio/projects/" + project + "/family");
        teachers.post("/tools/portfolio/projects/" + project + "/talk/class", Map.of("open", "yes"));
        assertThat(texts("SELECT CAST(work_id AS text) FROM tools.family_share WHERE work_id IN (?, ?)", work, others))
                .containsExactly(others.toString());
        assertThat(texts("SELECT CAST(work_id AS text) FROM tools.class_share WHERE work_id IN (?, ?)", work, others))
                .containsExactly(others.toString());
        for (String page : Set.of(
                "/tools/portfolio/projects/" + project + "/family", "/tools/portfolio/projects/" + project + "/talk")) {
            assertThat(teachers.get(page).body()).contains("1 em đang được hạn chế dùng dữ liệu");
        }
        assertThat(teachers.get(ledger(child)).body()).contains("đang được hạn chế dùng dữ liệu theo yêu cầu");
        teachers.post(ledger(child) + "/paper", paper("PICTURES", true));
        mother.get("/tools/consents");
        assertThat(mother.post("/tools/consents/" + child + "/PICTURES", Map.of("answer", "yes", "version", "1"))
                        .statusCode())
                .isEqualTo(409);
        PageBrowser pupil = pupil(child);
        String showcase = "/tools/portfolio/showcase/" + work;
        assertThat(pupil.get(showcase).body()).contains("hạn chế dùng dữ liệu").doesNotContain("value=\"choose\"");
        assertThat(pupil.post(showcase, Map.of("do", "choose")).statusCode()).isEqualTo(409);
        assertThat(number("SELECT count(*) FROM tools.consent WHERE child_id = ?", child))
                .isZero();

        execute("DELETE FROM tools.restriction WHERE person_id = ?", child);
        teachers.post("/tools/portfolio/projects/" + project + "/family");
        assertThat(mother.get(workPage(work)).statusCode()).isEqualTo(200);
    }

    private Set<UUID> agreed() {
        return consents.agreed(ConsentPurpose.PICTURES, Set.of(child, classmate));
    }

    private static String ledger(UUID pupil) {
        return "/tools/families/consents/" + pupil;
    }

    private static Map<String, String> paper(String purpose, boolean childSigned) {
        return new HashMap<>(Map.of(
                "purpose",
                purpose,
                "version-" + purpose,
                "1",
                "signer",
                "Nguyễn Văn Bình",
                "relation",
                "FATHER",
                "too",
                Boolean.toString(childSigned),
                "day",
                "2026-10-05",
                "kept",
                "Tủ hồ sơ lớp 7A"));
    }

    private static byte[] picture() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", png);
        return png.toByteArray();
    }
}
