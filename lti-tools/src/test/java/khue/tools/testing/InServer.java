/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.testing;

import jakarta.enterprise.inject.spi.CDI;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import khue.tools.database.ToolsDataSource;
import org.assertj.core.api.Assertions;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What a test needs that runs inside the server, beside the tools. */
public final class InServer {

    private static final Duration DEADLINE = Duration.ofSeconds(40);

    private static WebArchive tools;

    private InServer() {}

    /**
     * The WAR that is shipped, with every class of the tests and the assertions added. It is deployed once for all that ask for it
     * ({@link OneDeployment}), at the address at which browsers and LMSes look for the tools.
     */
    public static synchronized WebArchive tools() {
        if (tools == null) {
            tools = ShrinkWrap.create(ZipImporter.class, "tools.war")
                    .importFrom(new File(System.getProperty("application")))
                    .as(WebArchive.class)
                    .addAsLibrary(placeOf(Assertions.class));
            addTests(tools, placeOf(InServer.class).toPath());
        }
        return tools;
    }

    private static void addTests(WebArchive archive, Path classes) {
        try (Stream<Path> files = Files.walk(classes.resolve("khue"))) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> archive.addAsResource(
                            file.toFile(), classes.relativize(file).toString().replace(File.separatorChar, '/')));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static File placeOf(Class<?> type) {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    /** A bean of the tools; null where Arquillian makes the test outside the server, too. */
    public static <T> T bean(Class<T> type) {
        boolean inside = System.getProperty("application") == null;
        return inside ? CDI.current().select(type).get() : null;
    }

    /** Waits for what the server does by itself, for as long as that may take at most. */
    public static void until(BooleanSupplier condition) throws InterruptedException {
        Instant deadline = Instant.now().plus(DEADLINE);
        while (!condition.getAsBoolean()) {
            Assertions.assertThat(Instant.now())
                    .as("a deadline for what has to happen")
                    .isBefore(deadline);
            Thread.sleep(50);
        }
    }

    /** Runs a statement in the tools' database. */
    public static void execute(String sql, Object... parameters) {
        try (Connection connection = dataSource().getConnection();
                PreparedStatement statement = prepare(connection, sql, parameters)) {
            statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The number that a query in the tools' database finds. */
    public static long number(String sql, Object... parameters) {
        try (Connection connection = dataSource().getConnection();
                PreparedStatement query = prepare(connection, sql, parameters)) {
            ResultSet row = query.executeQuery();
            row.next();
            return row.getLong(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The first text that a query in the tools' database finds. */
    public static String text(String sql, Object... parameters) {
        try (Connection connection = dataSource().getConnection();
                PreparedStatement query = prepare(connection, sql, parameters)) {
            ResultSet row = query.executeQuery();
            row.next();
            return row.getString(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The texts that a query in the tools' database finds, without those that are null. */
    public static List<String> texts(String sql, Object... parameters) {
        try (Connection connection = dataSource().getConnection();
                PreparedStatement query = prepare(connection, sql, parameters)) {
            ResultSet rows = query.executeQuery();
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                if (rows.getString(1) != null) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private static DataSource dataSource() {
        try {
            return InitialContext.doLookup(ToolsDataSource.NAME);
        } catch (NamingException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
