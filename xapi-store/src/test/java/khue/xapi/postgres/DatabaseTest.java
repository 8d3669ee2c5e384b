/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import khue.xapi.http.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sender is told when the database fails, at each step of a transaction. */
class DatabaseTest {

    private static final String CONNECTION_LOST = "08006";

    private final Map<String, SQLException> failures = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private final Database database = new Database(dataSource());

    @Test
    void commitsWhatSucceeds() {
        assertThat(database.<String>inTransaction(connection -> "done")).isEqualTo("done");
        assertThat(calls).containsExactly("getConnection", "setAutoCommit", "commit", "setAutoCommit", "close");
    }

    @Test
    void rollsBackWhatFails() {
        assertThatThrownBy(() -> database.inTransaction(connection -> {
                    throw new IllegalArgumentException("wrong");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(calls).containsSubsequence("rollback", "close").doesNotContain("commit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"08001", CONNECTION_LOST, "57P01", "57P02", "57P03", "53300", "53100", "25006"})
    void isUnavailableWhileTheDatabaseIsOutOfReach(String state) {
        SQLException outOfReach = new SQLException("gone", state);
        isAnswered(
                "database-unavailable",
                () -> database.inTransaction(connection -> {
                    throw outOfReach;
                }));
        isAnswered(
                "database-unavailable",
                () -> database.withConnection(connection -> {
                    throw outOfReach;
                }));
    }

    @Test
    void isUnavailableWhenThePoolHasNoConnection() {
        failures.put("getConnection", new SQLException("Error in allocating a connection"));
        isAnswered("database-unavailable", () -> database.inTransaction(connection -> "done"));
        isAnswered("database-unavailable", () -> database.withConnection(connection -> "done"));
    }

    @Test
    void tellsTheFirstFailureWhenTheRollbackFailsToo() {
        failures.put("rollback", new SQLException("gone", CONNECTION_LOST));
        assertThatThrownBy(() -> database.inTransaction(connection -> {
                    throw new SQLException("no such table", "42P01");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("no such table");
    }

    @Test
    void doesNotClaimThatNothingWasStoredWhenTheCommitGotNoAnswer() {
        failures.put("commit", new SQLException("gone", CONNECTION_LOST));
        failures.put("rollback", new SQLException("gone", CONNECTION_LOST));
        isAnswered("outcome-unknown", () -> database.inTransaction(connection -> "done"));
    }

    @Test
    void doesNotReportAFailureAfterTheCommit() {
        failures.put("close", new SQLException("gone", CONNECTION_LOST));
        assertThat(database.<String>inTransaction(connection -> {
                    failures.put("setAutoCommit", new SQLException("gone", CONNECTION_LOST));
                    return "done";
                }))
                .isEqualTo("done");
    }

    private static void isAnswered(String code, Runnable work) {
        assertThatThrownBy(work::run).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.status()).isEqualTo(503);
            assertThat(failure.code()).isEqualTo(code);
        });
    }

    private DataSource dataSource() {
        Connection connection = stub(Connection.class, (proxy, method, arguments) -> call(method.getName(), null));
        return stub(DataSource.class, (proxy, method, arguments) -> call(method.getName(), connection));
    }

    private Object call(String method, Object result) throws SQLException {
        calls.add(method);
        if (failures.get(method) != null) {
            throw failures.get(method);
        }
        return result;
    }

    private static <T> T stub(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
