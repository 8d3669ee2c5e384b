/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.outbound;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came back, whatever its status.
 *
 * @param headers by their lower-case names, each with its values in the order in which they came
 * @param body at most {@link Outbound#LARGEST} bytes; empty when there was none
 */
public record OutboundResponse(int status, Map<String, List<String>> headers, byte[] body) {

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public List<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(), List.of());
    }

    /** How long the other side asks us to wait, at most an hour: seconds or a date (RFC 9110, §10.2.3). */
    public Optional<Duration> retryAfter(Clock clock) {
        return header("retry-after").stream()
                .flatMap(value -> wait(value.strip(), clock).stream())
                .filter(wait -> !wait.isNegative())
                .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait)
                .findFirst();
    }

    private static Optional<Duration> wait(String value, Clock clock) {
        if (value.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            return Optional.of(Duration.between(
                    clock.instant(),
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant()));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
