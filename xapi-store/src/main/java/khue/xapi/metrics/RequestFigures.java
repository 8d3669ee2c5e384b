/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import khue.xapi.http.FailureAnswers;

/** What was asked of each resource since the start, how long it took and what was refused. */
@ApplicationScoped
public class RequestFigures implements Gauges {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS");
    private static final long MICROSECOND = 1_000;
    private static final long MILLISECOND = 1_000 * MICROSECOND;
    private static final double SECOND = 1e9;

    private final LongAdder underWay = new LongAdder();
    private final LongAdder broken = new LongAdder();
    private final LongAdder bytesReceived = new LongAdder();
    private final Map<Asked, Histogram> durations = new ConcurrentHashMap<>();
    private final Map<Answered, LongAdder> answers = new ConcurrentHashMap<>();
    private final Map<Refused, LongAdder> refusals = new ConcurrentHashMap<>();

    void begin() {
        underWay.increment();
    }

    /** @param status 0 when the answer broke off */
    void end(HttpServletRequest request, int status, long nanoseconds) {
        underWay.decrement();
        Asked asked = new Asked(resource(request), method(request));
        durations.computeIfAbsent(asked, first -> latency()).note(nanoseconds);
        bytesReceived.add(Math.max(0, request.getContentLengthLong()));
        if (status == 0) {
            broken.increment();
        } else {
            answers.computeIfAbsent(new Answered(asked, status), first -> new LongAdder())
                    .increment();
        }
        FailureAnswers.codeOf(request)
                .ifPresent(
                        code -> refusals.computeIfAbsent(new Refused(asked.resource(), code), first -> new LongAdder())
                                .increment());
    }

    @Override
    public List<Sample> read() {
        List<Sample> samples = new ArrayList<>();
        samples.add(new Sample("xapi_requests_under_way", underWay.sum()));
        samples.add(new Sample("xapi_answers_broken_off_total", broken.sum()));
        samples.add(new Sample("xapi_request_bytes_total", bytesReceived.sum()));
        answers.forEach((answered, count) -> samples.add(new Sample(
                "xapi_requests_total",
                Map.of(
                        "resource", answered.asked().resource(),
                        "method", answered.asked().method(),
                        "status", Integer.toString(answered.status())),
                count.sum())));
        refusals.forEach((refused, count) -> samples.add(new Sample(
                "xapi_refusals_total", Map.of("resource", refused.resource(), "code", refused.code()), count.sum())));
        durations.forEach((asked, histogram) -> samples.addAll(histogram.samples(
                "xapi_request_seconds", Map.of("resource", asked.resource(), "method", asked.method()))));
        return samples;
    }

    /** By pattern and not by path: whoever asks for random paths must not make random series. */
    private static String resource(HttpServletRequest request) {
        String pattern = request.getHttpServletMapping().getPattern();
        boolean isOurs = pattern.length() > 1;
        if (!isOurs) {
            return "other";
        }
        return pattern.endsWith("/*") ? pattern.substring(0, pattern.length() - 2) : pattern;
    }

    private static String method(HttpServletRequest request) {
        return METHODS.contains(request.getMethod()) ? request.getMethod() : "other";
    }

    private static Histogram latency() {
        return new Histogram(
                SECOND,
                MILLISECOND,
                2 * MILLISECOND,
                5 * MILLISECOND,
                10 * MILLISECOND,
                25 * MILLISECOND,
                50 * MILLISECOND,
                100 * MILLISECOND,
                250 * MILLISECOND,
                500 * MILLISECOND,
                1_000 * MILLISECOND,
                2_500 * MILLISECOND,
                10_000 * MILLISECOND,
                60_000 * MILLISECOND);
    }

    private record Asked(String resource, String method) {}

    private record Answered(Asked asked, int status) {}

    private record Refused(String resource, String code) {}
}
