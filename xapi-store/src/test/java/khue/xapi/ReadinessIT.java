/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What a load balancer is told; the reasons are tried one by one in {@code khue.xapi.postgres.ObstaclesIT}. */
@ArquillianTest
class ReadinessIT {

    @Deployment(testable = false)
    static WebArchive store() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("application")));
    }

    @Test
    void saysWhyTheStoreCannotStoreAnythingAndThatItCanAgain() throws Exception {
        assertThat(readiness().status()).isEqualTo(200);
        alterLinks("detach partition xapi.link_%1$s");
        try {
            Wire.Answer answer = readiness();

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text()).contains("xapi-store", "has no partition and gets none");
        } finally {
            alterLinks("attach partition xapi.link_%1$s for values from (%2$s) to (%3$s)");
        }
        assertThat(readiness().status()).isEqualTo(200);
    }

    private static Wire.Answer readiness() throws IOException {
        return Wire.anonymous("GET", "/health/ready").send();
    }

    /** @param change of the partition of the present month, with its suffix and its range as parameters */
    private static void alterLinks(String change) throws SQLException {
        try (Connection connection = ServerForTests.databaseOfTheServer().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    do $$
                    declare
                      month timestamp := date_trunc('month', now() at time zone 'UTC');
                    begin
                      execute format('alter table xapi.link CHANGE', to_char(month, 'YYYY_MM'),
                                     xapi.first_key(month at time zone 'UTC'),
                                     xapi.first_key((month + interval '1 month') at time zone 'UTC'));
                    end $$""".replace("CHANGE", change));
        }
    }
}
