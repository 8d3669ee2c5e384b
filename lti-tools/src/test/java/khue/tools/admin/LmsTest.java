/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import khue.tools.lti.outbound.OutboundFailed;
import khue.tools.lti.outbound.OutboundResponse;
import khue.tools.outbox.Deliveries;
import khue.tools.outbox.State;
import khue.tools.testing.MovableClock;
import khue.tools.web.Languages;
import khue.tools.web.Messages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the console says by names that are put together: every sentence is there, in both languages. */
class LmsTest {

    private final Messages messages = new Messages();

    @ParameterizedTest
    @EnumSource
    void saysEveryStepAndNoStepMore(Lms lms) {
        for (Locale language : Languages.ALL) {
            assertThat(lms.steps())
                    .allSatisfy(step ->
                            assertThat(messages.find(language, step)).as(step).isPresent());
            assertThat(messages.find(
                            language,
                            "admin.lms." + lms.id() + "." + (lms.steps().size() + 1)))
                    .isEmpty();
        }
        assertThat(Lms.of(lms.id())).contains(lms);
    }

    @ParameterizedTest
    @EnumSource
    void startsAFormWithAddressesThatTheFormTakes(Lms lms) {
        var known = lms.known();
        PlatformForm form = PlatformForm.of(
                known.get("name"),
                known.get("issuer"),
                "id",
                known.get("authorization"),
                known.get("token"),
                "",
                "",
                "");

        assertThat(known.keySet()).noneMatch(form.problems()::containsKey);
    }

    @Test
    void knowsNoOtherProduct() {
        assertThat(Lms.of("none")).isEmpty();
        assertThat(Lms.of(null)).isEmpty();
    }

    @Test
    void saysWhatToDoAboutWhateverATestOfAConnectionFinds() {
        Stream<String> calls = Arrays.stream(OutboundFailed.Cause.values())
                .map(cause -> cause.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        Stream<String> answers = Stream.of(
                "keys-status", "keys-none", "clock", "token-scope", "token-busy", "token-address", "token-refused");
        assertThat(Stream.concat(calls, answers)).allSatisfy(advice -> {
            for (Locale language : Languages.ALL) {
                assertThat(messages.find(language, "admin.test.do." + advice))
                        .as(advice)
                        .isPresent();
            }
        });
        assertThat(ConnectionTest.Check.values())
                .allSatisfy(check ->
                        assertThat(messages.find(Locale.ENGLISH, check.label())).isPresent());
    }

    /** RFC 9110, §5.6.7. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sun, 22 Nov 2026 01:00:29 GMT | true",
                "Sun, 22 Nov 2026 00:59:31 GMT | true",
                "Sun, 22 Nov 2026 01:00:31 GMT | false",
                "Sun, 22 Nov 2026 00:55:00 GMT | false"
            })
    void tellsAClockThatIsWrong(String theirs, boolean agrees) {
        var test = new ConnectionTest(request -> null, null, new MovableClock(Instant.parse("2026-11-22T01:00:00Z")));

        assertThat(test.clock(new OutboundResponse(200, Map.of("date", List.of(theirs)), new byte[0])))
                .hasValueSatisfying(result -> assertThat(result.works()).isEqualTo(agrees));
        assertThat(test.clock(new OutboundResponse(200, Map.of("date", List.of("now")), new byte[0])))
                .isEmpty();
        assertThat(test.clock(new OutboundResponse(200, Map.of(), new byte[0]))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "scores, REFUSED, HTTP 400, person",
        "scores, REFUSED, HTTP 403, right",
        "scores, REFUSED, HTTP 404, gone",
        "scores, REFUSED, no access token, token",
        "scores, REFUSED, the LMS is not active, inactive",
        "scores, REFUSED, something else, REFUSED",
        "scores, CONFLICT, HTTP 403, CONFLICT",
        "statements, REFUSED, HTTP 400, store",
        "enrolments, REFUSED, HTTP 409, store",
        "subscriptions, REFUSED, HTTP 403, REFUSED",
        "subscriptions, REFUSED, no access token, token",
        "statements, CONFLICT, the store has another, CONFLICT",
    })
    void saysWhatToDoAboutWhatWasRefused(String queue, State state, String kind, String advice) {
        String key = DeliveryAdvice.on(new Deliveries.Kind(queue, state, kind, 1, List.of()));

        assertThat(key).isEqualTo("admin.deliveries.do." + advice);
        assertThat(Languages.ALL)
                .allSatisfy(language -> assertThat(messages.find(language, key)).isPresent());
    }
}
