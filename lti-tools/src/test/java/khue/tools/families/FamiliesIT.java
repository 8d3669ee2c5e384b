/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.families;

import static khue.tools.testing.InServer.execute;
import static khue.tools.testing.InServer.number;
import static khue.tools.testing.InServer.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import khue.tools.testing.InServer;
import khue.tools.testing.PageBrowser;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** From a sheet of paper to a child's work on a telephone, and out again. */
@ArquillianTest
class FamiliesIT extends WithAFamily {

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @Test
    void aFamilyGetsInBySheetAndATeachersWordAndSeesTheOwnChildsOpenWorkOnly() {
        PageBrowser mother = stranger();
        assertThat(introduces(mother, printed(child)).statusCode()).isEqualTo(303);

        HttpResponse<String> waiting = mother.get("/tools/portfolio/family");
        assertThat(mother.location(waiting)).isEqualTo("/tools/family/waiting");
        assertThat(mother.get("/tools/family/waiting").body()).doesNotContain("Minh An", "Lớp 7A");
        assertThat(mother.get(workPage(work)).statusCode()).isEqualTo(404);

        assertThat(teachers.get("/tools/families").body()).contains("Phạm Thị Mai", "mẹ của Nguyễn Minh An", "…4567");
        teachers.post("/tools/families/" + guardianOf(child) + "/confirm");
        assertThat(mother.get("/tools/portfolio/family").body())
                .contains("Nguyễn Minh An")
                .doesNotContain("Vườn rau");
        assertThat(mother.get(workPage(work)).statusCode()).as("not opened").isEqualTo(404);

        teachers.post("/tools/portfolio/projects/" + project + "/family");
        UUID others = acceptedWork(classmate);
        assertThat(mother.get("/tools/portfolio/family").body()).contains("Vườn rau");
        assertThat(mother.get(workPage(work)).body()).contains("Em tưới rau mỗi sáng.", "Rất tốt");
        assertThat(mother.get(workPage(others)).statusCode())
                .as("another child's")
                .isEqualTo(404);
        assertThat(mother.get("/tools/portfolio/works/" + work).statusCode())
                .as("a teacher's page")
                .isEqualTo(403);

        teachers.post("/tools/portfolio/projects/" + project + "/family/unshare/" + work);
        assertThat(mother.get(workPage(work)).statusCode()).as("closed again").isEqualTo(404);
        assertThat(statements())
                .contains("http://adlnet.gov/expapi/verbs/shared", "http://activitystrea.ms/unshare")
                .contains("http://id.tincanapi.com/verb/viewed", "\"guardian\"")
                .doesNotContain("Mai", "Minh An", "4567");
    }

    @Test
    void aTeacherLetsAGuardianGoAndEveryDeviceIsOutAtOnce() {
        PageBrowser mother = confirmedGuardian(child);
        assertThat(mother.get("/tools/portfolio/family").statusCode()).isEqualTo(200);

        teachers.post("/tools/families/" + guardianOf(child) + "/revoke");

        assertThat(mother.location(mother.get("/tools/portfolio/family"))).isEqualTo("/tools/family");
        assertThat(number("SELECT count(*) FROM tools.guardian WHERE phone_end IS NOT NULL AND child_id = ?", child))
                .isZero();
    }

    @Test
    void aTelephoneThatIsLeftShowsNothingAndAnotherSheetLetsTheSameGrownUpIn() {
        PageBrowser mother = confirmedGuardian(child);
        mother.get("/tools/portfolio/family");

        assertThat(mother.post("/tools/family/leave").statusCode()).isEqualTo(303);

        assertThat(mother.hasVisit()).isFalse();
        assertThat(mother.location(mother.get("/tools/portfolio/family"))).isEqualTo("/tools/family");
        assertThat(introduces(mother, printed(child)).statusCode()).isEqualTo(303);
    }

    @Test
    void aCodeIsGoodOnceAndAnOlderSheetIsNotGoodAtAll() {
        String older = printed(child);
        String code = printed(child);

        assertThat(introduces(stranger(), older).statusCode()).isEqualTo(400);
        assertThat(introduces(stranger(), code).statusCode()).isEqualTo(303);
        HttpResponse<String> again = introduces(stranger(), code);
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.body()).contains("KHUE-FAMILY-CODE").contains("Phạm Thị Mai");
        assertThat(number("SELECT count(*) FROM tools.guardian WHERE child_id = ?", child))
                .isEqualTo(1);
    }

    @Test
    void aCodeExpires() {
        String code = printed(child);
        execute("UPDATE tools.family_sheet SET expires_at = now() - interval '1 second' WHERE child_id = ?", child);

        assertThat(introduces(stranger(), code).statusCode()).isEqualTo(400);
    }

    @Test
    void whatIsMissingIsSaidAndNothingIsSpent() {
        String code = printed(child);
        PageBrowser mother = stranger();
        mother.get("/tools/family");

        HttpResponse<String> answer = mother.post("/tools/family", Map.of("code", code, "phone", "45"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("KHUE-FAMILY-NAME", "KHUE-FAMILY-RELATION", "KHUE-FAMILY-PHONE", code);
        assertThat(introduces(mother, code).statusCode()).isEqualTo(303);
    }

    @Test
    void whoWasNeverRecognisedIsForgotten() {
        introduces(stranger(), printed(child));
        PageBrowser mother = stranger();
        introduces(mother, printed(classmate));
        teachers.get("/tools/families");
        teachers.post("/tools/families/" + guardianOf(classmate) + "/confirm");
        execute("UPDATE tools.guardian SET asked_at = now() - interval '31 days' WHERE course_id = ?", course);

        guardians.forgetOld();

        assertThat(texts("SELECT CAST(child_id AS text) FROM tools.guardian WHERE course_id = ?", course))
                .containsExactly(classmate.toString());
        assertThat(mother.get("/tools/portfolio/family").statusCode()).isEqualTo(200);
    }

    @Test
    void aTeacherOfAnotherClassConfirmsNobody() {
        introduces(stranger(), printed(child));
        String guardian = guardianOf(child);
        aClassWithAnAcceptedWork();
        teachers.get("/tools/families");

        assertThat(teachers.post("/tools/families/" + guardian + "/confirm").statusCode())
                .isEqualTo(404);
        assertThat(teachers.post("/tools/families/" + guardian + "/revoke").statusCode())
                .isEqualTo(404);
        assertThat(number(
                        "SELECT count(*) FROM tools.guardian WHERE id = CAST(? AS uuid) AND confirmed_at IS NULL AND revoked_at IS NULL",
                        guardian))
                .isEqualTo(1);
    }

    @Test
    void aFamilyConsentsForTheOwnChildAndNobodyElses() {
        PageBrowser mother = confirmedGuardian(child);
        assertThat(mother.get("/tools/consents").body()).contains("Luật 91/2025/QH15");

        mother.post("/tools/consents/" + child + "/PICTURES", Map.of("answer", "yes", "version", "1"));
        HttpResponse<String> others =
                mother.post("/tools/consents/" + classmate + "/PICTURES", Map.of("answer", "yes", "version", "1"));

        assertThat(others.statusCode()).isEqualTo(404);
        assertThat(texts(
                        "SELECT child_id || ' ' || capacity FROM tools.consent WHERE ended_at IS NULL AND child_id IN (?, ?)",
                        child,
                        classmate))
                .containsExactly(child + " GUARDIAN");
        mother.get("/tools/consents");
        mother.post("/tools/consents/" + child + "/PICTURES", Map.of("answer", "no", "version", "1"));
        assertThat(number("SELECT count(*) FROM tools.consent WHERE child_id = ? AND ended_at IS NULL", child))
                .isZero();
        assertThat(mother.get("/tools/consents").body()).contains("Đã rút lại", "rút lại lúc");
    }
}
