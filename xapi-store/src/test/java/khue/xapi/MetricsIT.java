/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What the store tells its operator, and nobody else. */
@ArquillianTest
class MetricsIT {

    private static final String STATEMENT = """
            {"actor":{"mbox":"mailto:binh@example.vn"},
             "verb":{"id":"http://adlnet.gov/expapi/verbs/experienced"},
             "object":{"id":"http://example.vn/measured"}}""";

    @Deployment(testable = false)
    static WebArchive store() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("application")));
    }

    @Test
    void countsWhatIsAcceptedAndWhatIsRefusedByCode() throws Exception {
        double accepted = metric("xapi_statements_accepted_total");
        double refused = metric("xapi_refusals_total{code=\"statement-rejected\",resource=\"/statements\"}");
        double answered = metric("xapi_requests_total{method=\"POST\",resource=\"/statements\",status=\"200\"}");

        send("[" + STATEMENT + "," + STATEMENT + "]");
        send("{}");

        assertThat(metric("xapi_statements_accepted_total")).isEqualTo(accepted + 2);
        assertThat(metric("xapi_refusals_total{code=\"statement-rejected\",resource=\"/statements\"}"))
                .isEqualTo(refused + 1);
        assertThat(metric("xapi_requests_total{method=\"POST\",resource=\"/statements\",status=\"200\"}"))
                .isEqualTo(answered + 1);
        assertThat(metric("xapi_request_seconds_count{method=\"POST\",resource=\"/statements\"}"))
                .isPositive();
        assertThat(metric("xapi_batch_statements_bucket{le=\"2.0\"}")).isPositive();
    }

    @Test
    void tellsHowManyOfTheAcceptedStatementsWereNew() throws Exception {
        double accepted = metric("xapi_statements_accepted_total");
        double stored = metric("xapi_statements_stored_total");
        String known = withId(UUID.randomUUID());

        send(known);
        send(known);
        send("[" + known + "," + withId(UUID.randomUUID()) + "]");
        send("[" + known + "," + withId(UUID.randomUUID()) + ",{}]");

        assertThat(metric("xapi_statements_accepted_total")).isEqualTo(accepted + 4);
        assertThat(metric("xapi_statements_stored_total")).isEqualTo(stored + 2);
    }

    @Test
    void tellsHowTheWorkInTheBackgroundGoes() throws Exception {
        assertThat(metric("xapi_keys_watched")).isEqualTo(1);
        assertThat(metric("xapi_pool_connections_max")).isEqualTo(32);
        assertThat(metric("xapi_pool_wait_seconds_count")).isPositive();
        assertThat(metrics())
                .contains("xapi_maintenance_runs_total{outcome=\"done\"} ")
                .contains("xapi_maintenance_failures_total{step=\"months-ahead\"} 0")
                .contains("xapi_months_waiting{work=\"compression\"} 0")
                .contains("xapi_attachment_sweeps_total{outcome=\"failed\"} 0");
    }

    @Test
    void tellsWhetherTheDatabaseAnswersAndWhatWaitsInIt() throws Exception {
        assertThat(metric("xapi_database_reachable")).isEqualTo(1);
        assertThat(metric("xapi_database_connections")).isPositive();
        assertThat(metric("xapi_partitions{table=\"statement\"}")).isPositive();
        assertThat(metrics()).contains("xapi_queue_length{queue=\"references\"} ");
    }

    @Test
    void doesNotGrowWithPathsThatAreNotThere() throws Exception {
        Wire.request("GET", "/xapi/" + "x".repeat(20)).send();

        assertThat(metrics()).contains("resource=\"other\"").doesNotContain("xxxxx");
    }

    @Test
    void tellsStrangersNothing() throws Exception {
        assertThat(Wire.anonymous("GET", "/xapi/metrics").send().status()).isEqualTo(401);
    }

    @Test
    void standsInTheReferenceWithEveryNameAndNoOther() throws Exception {
        send(STATEMENT);
        send("{}");

        assertThat(MetricsReference.names()).containsAll(namesOfTheAnswer());
        assertThat(namesOfTheAnswer()).containsAll(MetricsReference.namesThatAreAlwaysThere());
    }

    private static String withId(UUID id) {
        return STATEMENT.replaceFirst("\\{", "{\"id\":\"" + id + "\",");
    }

    private static void send(String statements) throws IOException {
        Wire.request("POST", "/xapi/statements").json(statements).send();
    }

    private static Set<String> namesOfTheAnswer() throws IOException {
        return MetricsReference.namesIn(metrics());
    }

    private static double metric(String nameAndLabels) throws IOException {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(nameAndLabels + " "))
                .map(line -> Double.valueOf(line.substring(nameAndLabels.length() + 1)))
                .findFirst()
                .orElse(0.0);
    }

    private static String metrics() throws IOException {
        Wire.Answer answer = Wire.request("GET", "/xapi/metrics").send();
        assertThat(answer.status()).isEqualTo(200);
        return answer.text();
    }
}
