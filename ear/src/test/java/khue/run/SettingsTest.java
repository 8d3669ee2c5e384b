/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import static khue.run.CannotStart.Reason.LMS_NEEDS_LOOPBACK;
import static khue.run.CannotStart.Reason.SETTING_UNKNOWN;
import static khue.run.CannotStart.Reason.SETTING_WRONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import khue.samplelms.temperament.Temperament;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @Test
    void needsNothingToBeSet() throws CannotStart {
        Settings settings = Settings.of(Map.of("PATH", "/usr/bin"));

        assertThat(settings.httpHost().isLoopbackAddress()).isTrue();
        assertThat(settings.httpPort()).isEqualTo(8080);
        assertThat(settings.dataDirectory()).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(settings.baseUrl()).isEqualTo(URI.create("http://localhost:8080"));
        assertThat(settings.storeUrl()).isEqualTo(URI.create("http://127.0.0.1:8080/xapi"));
        assertThat(settings.existing()).isEmpty();
        assertThat(settings.adminPassword()).isEmpty();
        assertThat(settings.lrsKey()).isEmpty();
        assertThat(settings.iriBase()).isEqualTo("https://khue.io/xapi/");
        assertThat(settings.javaOptions()).containsExactly("-Xmx1g", "-XX:+UseParallelGC", "-XX:NewRatio=1");
    }

    @Test
    void showsFiguresOfSmallGroupsAndReachesThisMachineOnlyWhileTheSampleLmsRuns() throws CannotStart {
        Settings withSample = Settings.of(Map.of("KHUE_OUTBOUND_ALLOW", "lms.truong.edu.vn"));
        Settings without = Settings.of(Map.of("KHUE_SAMPLE_LMS", "false"));

        assertThat(withSample.sampleLms()).isTrue();
        assertThat(withSample.minGroup()).isEqualTo(1);
        assertThat(withSample.outboundAllow()).containsExactly("lms.truong.edu.vn", "127.0.0.1");
        assertThat(without.sampleLms()).isFalse();
        assertThat(without.minGroup()).isEqualTo(10);
        assertThat(without.outboundAllow()).isEmpty();
    }

    @Test
    void putsSampleDataOnlyIntoADatabaseOfItsOwnBesideTheSampleLms() throws CannotStart {
        Map<String, String> existing = Map.of("KHUE_DB_URL", "jdbc:postgresql://db/khue", "KHUE_DB_USER", "khue");

        assertThat(Settings.of(Map.of()).sampleData()).isTrue();
        assertThat(Settings.of(Map.of("KHUE_SAMPLE_DATA", "false")).sampleData())
                .isFalse();
        assertThat(Settings.of(Map.of("KHUE_SAMPLE_LMS", "false")).sampleData()).isFalse();
        assertThat(Settings.of(existing).sampleData()).isFalse();
        assertThat(Settings.of(Map.of("KHUE_BASE_URL", "https://khue.truong.edu.vn"))
                        .sampleData())
                .isFalse();
    }

    @Test
    void letsTheSampleLmsBehaveAsMoodleUnlessToldOtherwise() throws CannotStart {
        assertThat(Settings.of(Map.of()).sampleLmsTemperament()).isEqualTo(Temperament.MOODLE);
        assertThat(Settings.of(Map.of("KHUE_SAMPLE_LMS_TEMPERAMENT", "d2l")).sampleLmsTemperament())
                .isEqualTo(Temperament.D2L);
    }

    @Test
    void runsNoSampleLmsWhereOthersCanReachKhue() throws CannotStart {
        assertThat(Settings.of(Map.of("KHUE_BASE_URL", "https://khue.truong.edu.vn/"))
                        .sampleLms())
                .isFalse();
        CannotStart refusal = refusal(Map.of("KHUE_BASE_URL", "https://khue.truong.edu.vn", "KHUE_SAMPLE_LMS", "true"));
        assertThat(refusal.reason()).isEqualTo(LMS_NEEDS_LOOPBACK);
    }

    @Test
    void takesAnEmptyVariableAsOneThatIsNotSet() throws CannotStart {
        assertThat(Settings.of(Map.of("KHUE_HTTP_PORT", "")).httpPort()).isEqualTo(8080);
    }

    @Test
    void asksTheStoreAtTheAddressThatTheServerListensOn() throws CannotStart {
        assertThat(Settings.of(Map.of("KHUE_HTTP_HOST", "0.0.0.0", "KHUE_HTTP_PORT", "81"))
                        .storeUrl())
                .isEqualTo(URI.create("http://127.0.0.1:81/xapi"));
        assertThat(Settings.of(Map.of("KHUE_HTTP_HOST", "::1")).storeUrl().getHost())
                .startsWith("[");
    }

    @Test
    void givesBothApplicationsTheOneUserOfAnExistingDatabase() throws CannotStart {
        Settings settings = Settings.of(Map.of(
                "KHUE_DB_URL", "jdbc:postgresql://db:5432/khue",
                "KHUE_DB_USER", "khue",
                "KHUE_DB_PASSWORD", "secret",
                "KHUE_XAPI_DB_USER", "khue_xapi",
                "KHUE_XAPI_DB_PASSWORD", "other"));

        Database database = settings.existing().orElseThrow().database();
        assertThat(database.tools()).isEqualTo(new Credentials("khue", "secret"));
        assertThat(database.xapi()).isEqualTo(new Credentials("khue_xapi", "other"));
    }

    @Test
    void handsOnTheLimitsThatAreSet() throws CannotStart {
        assertThat(Settings.of(Map.of("KHUE_XAPI_MAX_BATCH", "0100", "KHUE_XAPI_MAX_PAGE", ""))
                        .limits())
                .isEqualTo(Map.of(Setting.XAPI_MAX_BATCH, "100"));
    }

    @Test
    void handsOnTheIssuerOfTokensLetterByLetter() throws CannotStart {
        Map<String, String> tokens = Map.of(
                "KHUE_XAPI_OIDC_ISSUER", "https://id.example.vn/",
                "KHUE_XAPI_OIDC_AUDIENCE", "khue-lrs",
                "KHUE_XAPI_OIDC_SCOPES", "lrs.write=statements/write, lrs.read = statements/read");

        assertThat(Settings.of(tokens).xapiTokens())
                .containsEntry(Setting.XAPI_OIDC_ISSUER, "https://id.example.vn/")
                .containsEntry(Setting.XAPI_OIDC_SCOPES, tokens.get("KHUE_XAPI_OIDC_SCOPES"));
    }

    @Test
    void handsOnTheProviderOfSignInsAndNeverShowsItsSecret() throws CannotStart {
        Map<String, String> complete = Map.of(
                "KHUE_OIDC_ISSUER", "https://id.example.vn/",
                "KHUE_OIDC_CLIENT_ID", "khue",
                "KHUE_OIDC_CLIENT_SECRET", "s3cret-of-the-provider");

        assertThat(Settings.of(complete).signIn())
                .containsEntry(Setting.OIDC_ISSUER, "https://id.example.vn/")
                .containsEntry(Setting.OIDC_CLIENT_SECRET, "s3cret-of-the-provider");
        assertThat(refusal(Map.of("KHUE_OIDC_CLIENT_SECRET", "s3cret-of-the-provider")))
                .satisfies(refusal -> assertThat(refusal.toString()).doesNotContain("s3cret"));
    }

    @ParameterizedTest
    @CsvSource({
        "KHUE_OIDC_ISSUER, http://id.example.vn",
        "KHUE_OIDC_CLIENT_ID, khue",
        "KHUE_HTTP_PORT, abc",
        "KHUE_SAMPLE_LMS_TEMPERAMENT, Canvas",
        "KHUE_SAMPLE_LMS_TEMPERAMENT, ilias",
        "KHUE_HTTP_PORT, 0",
        "KHUE_HTTP_PORT, 65536",
        "KHUE_HTTP_HOST, no such host",
        "KHUE_BASE_URL, khue.truong.edu.vn",
        "KHUE_BASE_URL, ftp://khue.truong.edu.vn",
        "KHUE_BASE_URL, https://khue.truong.edu.vn/path",
        "KHUE_BASE_URL, http://user:password@localhost",
        "KHUE_STORE_URL, http://",
        "KHUE_DB_URL, postgres://localhost/khue",
        "KHUE_DB_URL, jdbc:postgresql://localhost",
        "KHUE_DB_USER, khue",
        "KHUE_LRS_KEY, key",
        "KHUE_STORE_SECRET, secret",
        "KHUE_XAPI_DEFAULT_VERSION, 1.1",
        "KHUE_XAPI_CORS_ORIGINS, lms.truong.edu.vn",
        "KHUE_XAPI_CORS_ORIGINS, https://lms.truong.edu.vn/path",
        "KHUE_XAPI_MAX_BODY, 16 MiB",
        "KHUE_XAPI_MAX_DEPTH, 15",
        "KHUE_XAPI_MAX_ATTACHMENT, 99999999999999999999",
        "KHUE_XAPI_OIDC_AUDIENCE, khue-lrs",
        "KHUE_XAPI_OIDC_ISSUER, http://id.example.vn",
        "KHUE_XAPI_OIDC_ISSUER, id.example.vn",
        "KHUE_XAPI_OIDC_SCOPES, statements/write",
        "KHUE_SECOND_FACTOR, teachers",
        "KHUE_IRI_BASE, https://khue.io",
        "KHUE_IRI_BASE, urn:khue:",
        "KHUE_MIN_GROUP, 0",
        "KHUE_KEY_DAYS, 1",
        "KHUE_KEY_SECRET, short",
        "KHUE_KEY_SECRET_FORMER, 0123456789abcdef0123456789abcdef",
        "KHUE_OUTBOUND_ALLOW, http://127.0.0.1",
        "KHUE_SAMPLE_LMS, yes",
        "KHUE_SAMPLE_DATA, yes",
        "KHUE_SAMPLE_LMS_PORT, 8080",
        "KHUE_JAVA_OPTS, Xmx2g"
    })
    void refusesAValueThatCannotBeUsedAndNamesIt(String variable, String value) {
        CannotStart refusal = refusal(Map.of(variable, value));

        assertThat(refusal.reason()).isEqualTo(SETTING_WRONG);
        assertThat(refusal.lines()).contains(variable).hasLineCount(2);
    }

    @ParameterizedTest
    @CsvSource({"KHUE_HTTP_PROT, KHUE_HTTP_PORT", "KHUE_DATADIR, KHUE_DATA_DIR", "KHUE_LRS_SECERT, KHUE_LRS_SECRET"})
    void refusesANameThatDoesNotExistAndSuggestsTheNearest(String variable, String nearest) {
        CannotStart refusal = refusal(Map.of(variable, "1"));

        assertThat(refusal.reason()).isEqualTo(SETTING_UNKNOWN);
        assertThat(refusal.lines()).contains(variable, nearest);
    }

    @Test
    void neverShowsASecret() {
        CannotStart refusal = refusal(Map.of("KHUE_DB_PASSWORD", "hunter2"));

        assertThat(refusal.lines()).doesNotContain("hunter2");
        assertThat(new Credentials("khue", "hunter2").toString()).doesNotContain("hunter2");
    }

    @Test
    void countsTheLettersBetweenTwoNames() {
        assertThat(KnownNames.distance("PORT", "PORT")).isZero();
        assertThat(KnownNames.distance("PORT", "PROT")).isEqualTo(2);
        assertThat(KnownNames.distance("", "PORT")).isEqualTo(4);
    }

    @Test
    void refusesCredentialsWithoutAName() {
        assertThatThrownBy(() -> new Credentials(" ", "secret")).isInstanceOf(IllegalArgumentException.class);
    }

    private static CannotStart refusal(Map<String, String> environment) {
        return catchThrowableOfType(CannotStart.class, () -> Settings.of(environment));
    }
}
