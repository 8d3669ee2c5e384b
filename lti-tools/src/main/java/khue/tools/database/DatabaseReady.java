/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.database;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the migrations are done and the database answers. */
@Readiness
@ApplicationScoped
class DatabaseReady implements HealthCheck {

    private static final int ANSWER_SECONDS = 2;

    @Resource(lookup = ToolsDataSource.NAME)
    private DataSource dataSource;

    @EJB
    private Migrations migrations;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("tools-database")
                .status(migrations.done() && answers())
                .build();
    }

    private boolean answers() {
        try (Connection connection = dataSource.getConnection()) {
            return connection.isValid(ANSWER_SECONDS);
        } catch (SQLException unreachable) {
            return false;
        }
    }
}
