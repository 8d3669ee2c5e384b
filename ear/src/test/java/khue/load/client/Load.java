/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load.client;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Several workers that take numbered pieces of work from a common pile, each its next one when it is done with the last.
 * All are ready before the time is taken.
 */
public final class Load {

    private Load() {}

    /** What one worker does; it is made, used and closed in a thread of its own. */
    public interface Worker extends AutoCloseable {

        /** Does the piece of that number; what it returns is counted, such as the status of an answer. */
        Object work(int number) throws Exception;

        @Override
        default void close() throws Exception {}
    }

    /** Makes a worker. */
    public interface Workers {
        Worker hire() throws Exception;
    }

    /**
     * What a run has shown.
     *
     * @param outcomes what the pieces of work returned, and how often
     */
    public record Result(Duration elapsed, Latencies latencies, Map<String, Integer> outcomes) {

        public double aSecond(double things) {
            return things * 1e9 / elapsed.toNanos();
        }

        /** How many pieces did not end as {@code expected}. */
        public int otherThan(Object expected) {
            return latencies.count() - outcomes.getOrDefault(expected.toString(), 0);
        }
    }

    /** Sends each request once over {@code connections} connections; an answer that is no answer counts as its exception. */
    public static Result send(Target target, int connections, int count, IntFunction<Request> requests, Check check)
            throws InterruptedException {
        return run(connections, count, Long.MAX_VALUE, () -> sender(target, requests, check));
    }

    /** Sends until the time is over; what is under way then is waited for. */
    public static Result sendFor(
            Duration time, Target target, int connections, IntFunction<Request> requests, Check check)
            throws InterruptedException {
        return run(connections, Integer.MAX_VALUE, time.toNanos(), () -> sender(target, requests, check));
    }

    /** Does pieces 0 to {@code count} − 1. */
    public static Result run(int workers, int count, Workers agency) throws InterruptedException {
        return run(workers, count, Long.MAX_VALUE, agency);
    }

    private static Worker sender(Target target, IntFunction<Request> requests, Check check) throws IOException {
        Connection connection = Connection.to(target);
        return new Worker() {
            @Override
            public Object work(int number) {
                try {
                    Answer answer = connection.send(requests.apply(number));
                    return answer.isOk() && !check.isRight(number, answer) ? "wrong answer" : answer.status();
                } catch (IOException e) {
                    return e.getClass().getSimpleName();
                }
            }

            @Override
            public void close() throws IOException {
                connection.close();
            }
        };
    }

    /** Whether an answer of status 200 is the right one for the request of that number. */
    public interface Check {
        boolean isRight(int number, Answer answer);
    }

    private static Result run(int workers, int count, long nanoseconds, Workers agency) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        long[] began = new long[1];
        CyclicBarrier ready = new CyclicBarrier(workers, () -> began[0] = System.nanoTime());
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            List<Future<Part>> futures = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                Callable<Part> task = () -> work(agency, ready, next, count, began, nanoseconds);
                futures.add(threads.submit(task));
            }
            List<long[]> latencies = new ArrayList<>();
            Map<String, Integer> outcomes = new TreeMap<>();
            long ended = 0;
            for (Future<Part> future : futures) {
                Part part = future.get();
                latencies.add(part.latencies);
                part.outcomes.forEach((outcome, times) -> outcomes.merge(outcome, times, Integer::sum));
                ended = Math.max(ended, part.ended);
            }
            return new Result(Duration.ofNanos(ended - began[0]), Latencies.ofNanoseconds(latencies), outcomes);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a worker failed: " + e.getCause(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private record Part(long[] latencies, Map<String, Integer> outcomes, long ended) {}

    private static Part work(
            Workers agency, CyclicBarrier ready, AtomicInteger next, int count, long[] began, long nanoseconds)
            throws Exception {
        Worker worker;
        try {
            worker = agency.hire();
        } catch (Exception e) {
            ready.reset();
            throw e;
        }
        try (worker) {
            ready.await();
            long[] latencies = new long[1024];
            int done = 0;
            Map<String, Integer> outcomes = new TreeMap<>();
            long now = System.nanoTime();
            for (int number = next.getAndIncrement();
                    number < count && now - began[0] < nanoseconds;
                    number = next.getAndIncrement()) {
                if (done == latencies.length) {
                    latencies = Arrays.copyOf(latencies, 2 * done);
                }
                long before = System.nanoTime();
                Object outcome = worker.work(number);
                now = System.nanoTime();
                latencies[done++] = now - before;
                outcomes.merge(outcome.toString(), 1, Integer::sum);
            }
            return new Part(Arrays.copyOf(latencies, done), outcomes, now);
        }
    }
}
