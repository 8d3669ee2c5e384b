/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.database;

import jakarta.annotation.sql.DataSourceDefinition;

/**
 * Declares the tools' data source; every connection works in the schema {@code tools}. Texts are sent without a type, so that PostgreSQL
 * takes an absent UUID, which EclipseLink sends as an absent text, for a column of its own type.
 */
@DataSourceDefinition(
        name = ToolsDataSource.NAME,
        className = "org.postgresql.ds.PGSimpleDataSource",
        url = "${MPCONFIG=khue.db.url}",
        user = "${MPCONFIG=khue.tools.db.user}",
        password = "${MPCONFIG=khue.tools.db.password}",
        initialPoolSize = 2,
        minPoolSize = 2,
        maxPoolSize = ToolsDataSource.MOST_CONNECTIONS,
        properties = {
            "currentSchema=tools",
            "stringType=unspecified",
            "ApplicationName=khue-tools",
            // A connection that PostgreSQL has ended stays in the pool otherwise, and fails whoever gets it, for ever.
            // A
            // round trip, and therefore not for every request.
            "fish.payara.is-connection-validation-required=true",
            "fish.payara.connection-validation-method=custom-validation",
            "fish.payara.validation-classname=org.glassfish.api.jdbc.validation.JDBC40ConnectionValidation",
            "fish.payara.validate-atmost-once-period-in-seconds=1",
            // All connections are of one database and one user: the pool need not compare them each time it gives one
            // away.
            "fish.payara.match-connections=false"
        })
public final class ToolsDataSource {

    public static final String NAME = "java:app/jdbc/khue-tools";

    static final int MOST_CONNECTIONS = 32;

    private ToolsDataSource() {}
}
