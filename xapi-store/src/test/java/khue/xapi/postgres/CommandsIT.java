/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import khue.xapi.ServerForTests;
import khue.xapi.http.Failure;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandsIT {

    private static Database database;

    private final Commands commands = new Commands();

    @BeforeAll
    static void start() {
        database = new Database(ServerForTests.newDatabase("commands"));
    }

    @BeforeEach
    void makeATable() {
        send(new Commands().add("drop table if exists number").add("create table number (number bigint primary key)"));
    }

    @Test
    void areCarriedOutInTheirOrderAndAnsweredEachByItself() {
        insert(commands, 1);
        Supplier<List<Long>> before = ask(commands);
        insert(commands, 2, 3);
        Supplier<List<Long>> after = ask(commands);

        send(commands);

        assertThat(before.get()).containsExactly(1L);
        assertThat(after.get()).containsExactly(1L, 2L, 3L);
        assertThat(stored()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void mayBeNone() {
        send(commands);
    }

    @Test
    void endWithTheFirstThatFailsAndNothingIsCommitted() {
        insert(commands, 1);
        insert(commands, 1);
        commands.add("commit");
        insert(commands, 2);

        assertThatThrownBy(this::sendWithCommit)
                .isInstanceOf(IllegalStateException.class)
                .cause()
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failed -> assertThat(failed.getSQLState()).isEqualTo("23505"));

        assertThat(stored()).isEmpty();
    }

    @Test
    void showAQuestionBehindTheCommitWhatOthersHaveCommittedMeanwhile() {
        insert(commands, 1);
        Supplier<List<Long>> before = ask(commands);
        commands.add("commit");
        Supplier<List<Long>> after = ask(commands);

        database.inTransaction(connection -> {
            Commands first = new Commands().add("set transaction isolation level repeatable read");
            ask(first);
            first.send(connection);
            Commands meanwhile = new Commands();
            insert(meanwhile, 2);
            send(meanwhile);
            Database.commitWith(commands, connection);
            return null;
        });

        assertThat(before.get()).containsExactly(1L);
        assertThat(after.get()).containsExactly(1L, 2L);
    }

    @Test
    void leaveItOpenWhetherTheyAreStoredWhenTheyFailBehindTheCommit() {
        insert(commands, 1);
        commands.add("commit").add("select 1 / (number - number) from number");

        assertThatThrownBy(this::sendWithCommit).isInstanceOfSatisfying(Failure.class, CommandsIT::isOpen);

        assertThat(stored()).containsExactly(1L);
    }

    @Test
    void leaveItOpenWhetherTheyAreStoredWhenTheConnectionIsLost() {
        insert(commands, 1);
        commands.add("select pg_terminate_backend(pg_backend_pid())").add("commit");

        assertThatThrownBy(this::sendWithCommit).isInstanceOfSatisfying(Failure.class, CommandsIT::isOpen);

        assertThat(stored()).isEmpty();
    }

    private static void isOpen(Failure failure) {
        assertThat(failure.status()).isEqualTo(503);
        assertThat(failure.code()).isEqualTo("outcome-unknown");
    }

    private static void send(Commands commands) {
        database.inTransaction(connection -> {
            commands.send(connection);
            return null;
        });
    }

    private void sendWithCommit() {
        database.inTransaction(connection -> {
            Database.commitWith(commands, connection);
            return null;
        });
    }

    private static void insert(Commands commands, long... numbers) {
        commands.add(
                "insert into number select * from unnest(?::bigint[])",
                columns -> columns.set("int8", numbers(numbers), number -> number, Long[]::new));
    }

    private static List<Long> numbers(long... numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    private static Supplier<List<Long>> ask(Commands commands) {
        return commands.ask("select number from number order by number", columns -> {}, CommandsIT::read);
    }

    private static List<Long> read(ResultSet row) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        while (row.next()) {
            numbers.add(row.getLong("number"));
        }
        return numbers;
    }

    private static List<Long> stored() {
        Commands question = new Commands();
        Supplier<List<Long>> stored = ask(question);
        send(question);
        return stored.get();
    }
}
