/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import javax.sql.DataSource;
import khue.xapi.credentials.KeysFromSettings;
import org.flywaydb.core.Flyway;

/**
 * Brings the schema {@code xapi} up to date when the store starts, then makes the keys of the settings.
 *
 * <p>Bean-managed transactions, because Flyway handles its own; deployment fails when a migration fails.
 */
@Startup
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class Migrations {

    @Resource(lookup = XapiDatabase.JNDI_NAME)
    private DataSource dataSource;

    @Inject
    private KeysFromSettings keysFromSettings;

    @PostConstruct
    void start() {
        migrate(dataSource);
        ReportingSchema.open(dataSource);
        keysFromSettings.ensure();
    }

    /** Makes the schema when it is not there; a role that owns nothing but the schema is enough. */
    static void migrate(DataSource dataSource) {
        flyway(dataSource).migrate();
    }

    /** How many have not run. */
    static int missing(DataSource dataSource) {
        return flyway(dataSource).info().pending().length;
    }

    public int missing() {
        return missing(dataSource);
    }

    private static Flyway flyway(DataSource dataSource) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(dataSource)
                .schemas("xapi")
                .locations("classpath:db/migration/xapi")
                .load();
    }
}
