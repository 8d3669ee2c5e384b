/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import khue.xapi.statements.ReceivedStatement;

/**
 * Lets requests with one statement each, that arrive at the same time, share a transaction, because a commit costs more
 * than the statement.
 *
 * <p>No thread of its own and no waiting for company: a request that finds a writer free writes at once, alone; those
 * that arrive meanwhile are written together by the first of them as soon as a writer is free. At most as many wait as
 * the server has threads for requests.
 */
final class SharedCommits {

    private static final int LARGEST_GROUP = 64;

    private final int writers;
    private final Consumer<List<ReceivedStatement>> write;
    private final Predicate<RuntimeException> isOfOneStatement;

    private final Queue<Turn> waiting = new ArrayDeque<>();
    private int writing;

    /**
     * @param writers the most transactions at a time
     * @param write stores statements in one transaction
     * @param isOfOneStatement whether a failure may be the fault of one statement, so that each has to be tried alone
     */
    SharedCommits(int writers, Consumer<List<ReceivedStatement>> write, Predicate<RuntimeException> isOfOneStatement) {
        this.writers = writers;
        this.write = write;
        this.isOfOneStatement = isOfOneStatement;
    }

    /** Returns when the statement is stored; fails as storing it alone would fail. */
    void add(ReceivedStatement statement) {
        Turn mine = new Turn(statement);
        enter(mine);
        switch (mine.task.join()) {
            case WRITE_GROUP -> writeGroup(mine);
            case WRITE_ALONE -> write.accept(List.of(statement));
            case FAIL -> throw mine.failure;
            case NOTHING -> {
                // Another request has written it.
            }
        }
    }

    private synchronized void enter(Turn turn) {
        waiting.add(turn);
        if (writing < writers) {
            writing++;
            appointWriter();
        }
    }

    private synchronized void leave() {
        if (waiting.isEmpty()) {
            writing--;
        } else {
            appointWriter();
        }
    }

    /** The first that waits writes for itself and those behind it; of two with one id, the second goes later. */
    private void appointWriter() {
        List<Turn> group = new ArrayList<>();
        Set<UUID> ids = new HashSet<>();
        Iterator<Turn> next = waiting.iterator();
        while (next.hasNext() && group.size() < LARGEST_GROUP) {
            Turn turn = next.next();
            if (ids.add(turn.statement.id())) {
                group.add(turn);
                next.remove();
            }
        }
        Turn writer = group.get(0);
        writer.group = group;
        writer.task.complete(Task.WRITE_GROUP);
    }

    private void writeGroup(Turn writer) {
        List<Turn> others = writer.group.subList(1, writer.group.size());
        try {
            write.accept(writer.group.stream().map(turn -> turn.statement).toList());
            others.forEach(turn -> turn.task.complete(Task.NOTHING));
        } catch (RuntimeException failed) {
            if (others.isEmpty() || !isOfOneStatement.test(failed)) {
                others.forEach(turn -> turn.fail(failed));
                throw failed;
            }
            others.forEach(turn -> turn.task.complete(Task.WRITE_ALONE));
            write.accept(List.of(writer.statement));
        } finally {
            // Whatever happened, nobody is left waiting.
            others.forEach(turn -> turn.fail(new IllegalStateException("the writer of this group ended")));
            leave();
        }
    }

    private enum Task {
        WRITE_GROUP,
        WRITE_ALONE,
        FAIL,
        NOTHING
    }

    /** One request that waits for its statement to be stored, or for being told to store it. */
    private static final class Turn {

        private final ReceivedStatement statement;
        private final CompletableFuture<Task> task = new CompletableFuture<>();
        private List<Turn> group = List.of();
        private RuntimeException failure;

        Turn(ReceivedStatement statement) {
            this.statement = statement;
        }

        void fail(RuntimeException cause) {
            if (!task.isDone()) {
                failure = cause;
                task.complete(Task.FAIL);
            }
        }
    }
}
