/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.database;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings the schema {@code tools} up to date before the first request. Transactions are the bean's own because Flyway commits
 * each migration by itself. Migrations may arrive out of order: every tool brings its own, at its own time.
 */
@Startup
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class Migrations {

    public static final String SCHEMA = "tools";

    @Resource(lookup = ToolsDataSource.NAME)
    private DataSource dataSource;

    private volatile boolean done;

    @PostConstruct
    void migrate() {
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(dataSource)
                .schemas(SCHEMA)
                .locations("classpath:db/migration/tools")
                .outOfOrder(true)
                .load()
                .migrate();
        done = true;
    }

    public boolean done() {
        return done;
    }
}
