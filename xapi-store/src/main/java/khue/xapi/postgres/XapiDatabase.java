/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import javax.sql.DataSource;

/** The store's connections; the server only knows an address and a role, and never starts a database. */
@DataSourceDefinition(
        name = XapiDatabase.JNDI_NAME,
        className = "org.postgresql.ds.PGSimpleDataSource",
        url = "${MPCONFIG=khue.db.url}",
        user = "${MPCONFIG=khue.xapi.db.user}",
        password = "${MPCONFIG=khue.xapi.db.password}",
        transactional = false,
        minPoolSize = 2,
        maxPoolSize = XapiDatabase.MOST_CONNECTIONS,
        properties = {
            // What is asked by arrays of ids or keys is asked alike for any of them; PostgreSQL would plan it anew each
            // time, which takes longer than the answer.
            "options=-c plan_cache_mode=force_generic_plan",
            // A connection that PostgreSQL has ended stays in the pool otherwise, and fails whoever gets it, for ever.
            // A
            // round trip, and therefore not for every request.
            "fish.payara.is-connection-validation-required=true",
            "fish.payara.connection-validation-method=custom-validation",
            "fish.payara.validation-classname=org.glassfish.api.jdbc.validation.JDBC40ConnectionValidation",
            "fish.payara.validate-atmost-once-period-in-seconds=1"
        })
@ApplicationScoped
public class XapiDatabase {

    static final String JNDI_NAME = "java:app/khue/xapi";
    static final int MOST_CONNECTIONS = 32;

    @Resource(lookup = JNDI_NAME)
    private DataSource dataSource;

    @Produces
    @ApplicationScoped
    Database database() {
        return new Database(dataSource);
    }
}
