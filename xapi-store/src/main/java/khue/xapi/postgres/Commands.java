/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Commands and questions that go to the database together: the way there and back costs more than a small command. They
 * are carried out in their order; the first that fails is the last.
 *
 * <p>The driver takes a text of several commands as one statement: it prepares and binds each of them by itself, and
 * waits once.
 */
public final class Commands {

    private static final Parameters NONE = columns -> {};

    private final List<Part> parts = new ArrayList<>();

    private record Part(String text, Parameters parameters, Answer<?> answer) {}

    /** @param command without a result: never text of a request */
    public Commands add(String command, Parameters parameters) {
        parts.add(new Part(command, parameters, null));
        return this;
    }

    Commands add(String command) {
        return add(command, NONE);
    }

    /** @return what has been read, after {@link #send} */
    public <T> Supplier<T> ask(String question, Parameters parameters, Reading<T> reading) {
        Answer<T> answer = new Answer<>(reading);
        parts.add(new Part(question, parameters, answer));
        return answer;
    }

    /** Sends what there is; after that, there is nothing. */
    public void send(Connection connection) throws SQLException {
        if (!parts.isEmpty()) {
            List<Part> sent = List.copyOf(parts);
            parts.clear();
            send(sent, connection);
        }
    }

    private static void send(List<Part> parts, Connection connection) throws SQLException {
        String text = String.join(";\n", parts.stream().map(Part::text).toList());
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            Columns columns = new Columns(statement);
            for (Part part : parts) {
                part.parameters().set(columns);
            }
            statement.execute();
            for (Part part : parts) {
                if (part.answer() != null) {
                    part.answer().read(statement.getResultSet());
                }
                statement.getMoreResults();
            }
        }
    }

    /** Sets the parameters of one command. */
    @FunctionalInterface
    public interface Parameters {
        void set(Columns columns) throws SQLException;
    }

    /** Reads the rows that answer a question. */
    @FunctionalInterface
    public interface Reading<T> {
        T of(ResultSet rows) throws SQLException;
    }

    private static final class Answer<T> implements Supplier<T> {

        private final Reading<T> reading;
        private T value;

        Answer(Reading<T> reading) {
            this.reading = reading;
        }

        void read(ResultSet rows) throws SQLException {
            value = reading.of(rows);
        }

        @Override
        public T get() {
            return value;
        }
    }
}
