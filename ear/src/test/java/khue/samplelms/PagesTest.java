/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import khue.samplelms.school.Course;
import khue.samplelms.school.Grade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PagesTest extends LmsTest {
    private static Properties messages(String language) {
        try (InputStream in =
                PagesTest.class.getResourceAsStream("/khue/samplelms/messages_" + language + ".properties")) {
            Properties messages = new Properties();
            messages.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return messages;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    @Test
    void hasTheSameWordsInBothLanguages() {
        assertThat(messages("en").keySet()).isEqualTo(messages("vi").keySet());
        // A straight apostrophe would switch the filling-in of values off.
        assertThat(messages("en").values()).noneMatch(words -> words.toString().contains("'"));
        assertThat(messages("vi").values()).noneMatch(words -> words.toString().contains("'"));
    }

    static Stream<String> languages() {
        return Stream.of("vi", "en");
    }

    @ParameterizedTest
    @MethodSource("languages")
    void showsEveryPageToEverybodyItIsFor(String language) {
        lms.school()
                .changeGrade(
                        column.id(),
                        "4",
                        before -> new Grade(column.id(), "4", 8.0, "Tốt", "Completed", "FullyGraded", Instant.EPOCH));
        Course copy = lms.school().copy(Course.SAMPLE);
        Visitor administrator = Visitor.signedIn(lms, lms.people().administrator());
        for (Visitor visitor : List.of(teacher, pupil, administrator)) {
            visitor.get(lms.baseUrl() + "/language?to=" + language + "&back=/course");
            for (String path : List.of(
                    "/",
                    "/course",
                    copy.address("/course?copied=yes"),
                    "/course/grades",
                    copy.address("/course/grades"),
                    "/course/activities/" + activity.id(),
                    "/lms/log",
                    "/course/return?lti_msg=xong")) {
                assertShown(visitor.get(lms.baseUrl() + path), language);
            }
        }
        assertShown(teacher.get(lms.baseUrl() + "/course/add/" + tool.clientId()), language);
        assertShown(administrator.get(lms.baseUrl() + "/tools"), language);
    }

    private static void assertShown(HttpResponse<String> page, String language) {
        assertThat(page.statusCode()).as(page.uri().toString()).isEqualTo(200);
        assertThat(page.body()).contains("lang=\"" + language + "\"").contains("</html>");
        assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
    }

    @Test
    void speaksVietnameseFirst() {
        assertThat(Visitor.nobody(lms).get(lms.baseUrl() + "/").body()).contains("Bạn vào với vai ai?");
    }

    @Test
    void leadsNowhereElseAfterChangingTheLanguage() {
        for (String back : List.of("//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example")) {
            HttpResponse<String> response = pupil.get(
                    lms.baseUrl() + "/language?to=en&back=" + URLEncoder.encode(back, StandardCharsets.UTF_8));
            assertThat(response.headers().firstValue("Location")).contains("/");
        }
    }

    @Test
    void keepsPupilsFromTheTeachersAndAdministratorsPages() {
        for (String path : List.of("/tools", "/course/add/" + tool.clientId())) {
            assertThat(pupil.get(lms.baseUrl() + path).statusCode()).isEqualTo(403);
        }
        assertThat(teacher.get(lms.baseUrl() + "/tools").statusCode()).isEqualTo(403);
    }

    @Test
    void sendsWhoIsNotSignedInToTheFrontPage() {
        HttpResponse<String> response = Visitor.nobody(lms).get(lms.baseUrl() + "/course");

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.headers().firstValue("Location")).contains("/");
    }

    @Test
    void showsAPupilNobodyElsesGrades() {
        lms.school()
                .changeGrade(
                        column.id(),
                        "5",
                        before -> new Grade(
                                column.id(), "5", 3.0, "Riêng của Bích", "Completed", "FullyGraded", Instant.EPOCH));

        assertThat(pupil.get(lms.baseUrl() + "/course/grades").body()).doesNotContain("Riêng của Bích");
        assertThat(teacher.get(lms.baseUrl() + "/course/grades").body()).contains("Riêng của Bích");
    }

    @Test
    void changesNothingWithoutTheSessionsFormToken() {
        String address = lms.baseUrl() + "/course/activities/" + activity.id() + "/delete";

        assertThat(teacher.post(address, Map.of("formToken", "guess")).statusCode())
                .isEqualTo(403);
        assertThat(lms.school().activities()).containsExactly(activity);
    }

    @Test
    void removesAnActivityWithItsColumn() {
        String page = teacher.get(lms.baseUrl() + "/course").body();
        String formToken = page.replaceAll("(?s).*name=\"formToken\" value=\"([^\"]+)\".*", "$1");

        teacher.post(lms.baseUrl() + "/course/activities/" + activity.id() + "/delete", Map.of("formToken", formToken));

        assertThat(lms.school().activities()).isEmpty();
        assertThat(lms.school().lineItems()).isEmpty();
    }

    @Test
    void framesTheToolWithATitleAndTheToolsOriginOnly() {
        String page =
                pupil.get(lms.baseUrl() + "/course/activities/" + activity.id()).body();

        assertThat(page)
                .contains("<iframe")
                .contains("title=\"")
                .contains("data-tool-origin=\"" + tool.baseUrl() + "\"")
                .contains("camera " + tool.baseUrl());
    }

    @Test
    void tellsScriptsTheRecentExchangesWithoutTokens() {
        tool.accessToken(FakeTool.ALL_SCOPES);

        HttpResponse<String> log = pupil.get(lms.baseUrl() + "/lms/log", "application/json");

        assertThat(FakeTool.json(log).path(0).path("path").asText()).isEqualTo("/lti/token");
        assertThat(log.body()).doesNotContain(lms.lastAccessToken());
    }

    @Test
    void sendsPagesAskedForUnderAnotherNameToItsOwn() {
        String other = lms.baseUrl().replace("127.0.0.1", "localhost");

        HttpResponse<String> page = pupil.get(other + "/course?added=1");

        assertThat(page.headers().firstValue("Location")).contains(lms.baseUrl() + "/course?added=1");
        assertThat(pupil.post(other + "/sign-in", Map.of("person", "4")).statusCode())
                .isEqualTo(421);
    }

    @Test
    void refusesABodyOfUnreasonableSize() {
        String large = "x".repeat(300_000);

        assertThat(pupil.post(lms.baseUrl() + "/sign-in", Map.of("person", large))
                        .statusCode())
                .isEqualTo(413);
    }
}
