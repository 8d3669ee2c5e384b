/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The schema {@code reporting}, which programs such as Superset read: docs/reference/reporting-views.md. Schema and role belong to the
 * database's administrator. Where the store's own user may not make them the store works without, and says what is to be done.
 */
final class ReportingSchema {

    private static final Logger LOG = Logger.getLogger(ReportingSchema.class.getName());

    private static final String MAY_BE_MADE = """
            select case when to_regnamespace('reporting') is null then has_database_privilege(current_database(), 'create')
                        else has_schema_privilege('reporting', 'create') end""";

    /** The role is one for all databases of a server, so another one may be making it. */
    private static final String ROLE = """
            do $$ begin
                if to_regrole('khue_reporting') is null
                   and (select rolsuper or rolcreaterole from pg_roles where rolname = current_user) then
                    create role khue_reporting nologin;
                end if;
            exception when duplicate_object or unique_violation then null;
            end $$""";

    /** The schema also holds the history of its migrations, which is nobody else's business. */
    private static final String GRANTS = """
            do $$
            declare
                name text;
            begin
                perform pg_advisory_xact_lock(hashtextextended('reporting', 0));
                if to_regrole('khue_reporting') is null then
                    return;
                end if;
                if not has_schema_privilege('khue_reporting', 'reporting', 'usage') then
                    grant usage on schema reporting to khue_reporting;
                end if;
                for name in select viewname from pg_views where schemaname = 'reporting' loop
                    if not has_table_privilege('khue_reporting', format('reporting.%I', name), 'select') then
                        execute format('grant select on reporting.%I to khue_reporting', name);
                    end if;
                end loop;
            end $$""";

    private ReportingSchema() {}

    /** Brings the views up to date and lets the role read them, as far as the store's user may. */
    static void open(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            if (!isTrue(MAY_BE_MADE, statement)) {
                LOG.log(
                        Level.INFO,
                        "There are no reporting views, because the user of the store may not make the schema reporting. If they are"
                                + " wanted: create schema reporting authorization {0}; then start again. See"
                                + " docs/how-to/connect-superset-or-metabase.md",
                        connection.getMetaData().getUserName());
                return;
            }
            flyway(dataSource).migrate();
            statement.execute(ROLE);
            statement.execute(GRANTS);
        } catch (SQLException | FlywayException failed) {
            LOG.log(Level.WARNING, "the reporting views could not be brought up to date", failed);
        }
    }

    private static Flyway flyway(DataSource dataSource) {
        return Flyway.configure(ReportingSchema.class.getClassLoader())
                .dataSource(dataSource)
                .schemas("reporting")
                .locations("classpath:db/migration/reporting")
                .load();
    }

    private static boolean isTrue(String question, Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
