/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Locale;
import khue.tools.web.Messages;
import org.junit.jupiter.api.Test;

class StatementViewTest {

    private static final Locale VIETNAMESE = Locale.forLanguageTag("vi");

    @Test
    void readsAStatementOfOursAsASentence() throws JsonProcessingException {
        StatementView view = view("""
                {"id": "7c0e7f5e-1d2c-4b3a-9f8e-0a1b2c3d4e5f", "timestamp": "2026-11-22T01:02:03.4Z",
                 "actor": {"account": {"homePage": "https://khue.example/xapi/pid", "name": "0123456789abcdef0123"}},
                 "verb": {"id": "http://activitystrea.ms/submit", "display": {"en": "something else"}},
                 "object": {"id": "https://khue.example/xapi/project/7c0e7f5e-1d2c-4b3a-9f8e-0a1b2c3d4e5f",
                            "definition": {"type": "http://id.tincanapi.com/activitytype/project"}},
                 "context": {"registration": "11111111-1111-1111-1111-111111111111"}}
                """);

        assertThat(view.actor()).isEqualTo("01234567…");
        assertThat(view.verb()).isEqualTo("đã nộp");
        assertThat(view.kind()).isEqualTo("project");
        assertThat(view.object()).isEqualTo("7c0e7f5e…");
        assertThat(view.time()).contains(Instant.parse("2026-11-22T01:02:03.4Z"));
        assertThat(view.actorFilter()).containsEntry("home", "https://khue.example/xapi/pid");
        assertThat(view.registration()).contains("11111111-1111-1111-1111-111111111111");
    }

    @Test
    void saysInTheReadersLanguageWhatFiguresReadOfOtherSystems() throws JsonProcessingException {
        assertThat(view("""
                {"verb": {"id": "http://adlnet.gov/expapi/verbs/attended", "display": {"en": "attended"}}}""").verb()).isEqualTo("đã có mặt");
        assertThat(new VerbWords(new Messages(), VIETNAMESE).all().values())
                .doesNotHaveDuplicates()
                .noneMatch(word -> word.contains("??"));
    }

    @Test
    void showsWhatAnotherSystemSentAndWhatIsHiddenAsHidden() throws JsonProcessingException {
        StatementView view = view("""
                {"actor": {"mbox": "…"}, "verb": {"id": "http://x.example/verbs/viewed", "display": {"en-US": "viewed"}},
                 "object": {"objectType": "Activity", "id": "https://m.example/course?id=2", "definition": {"name": {"fr": "Sciences"}}}}
                """);

        assertThat(view.actor()).isEqualTo("…");
        assertThat(view.actorFilter()).isEmpty();
        assertThat(view.verb()).isEqualTo("viewed");
        assertThat(view.object()).isEqualTo("Sciences");
    }

    @Test
    void trustsNothingToBeThere() throws JsonProcessingException {
        StatementView view = view("{}");

        assertThat(view.actor()).isEqualTo("–");
        assertThat(view.time()).isEmpty();
        assertThat(view.activity()).isEmpty();
        assertThat(view("{\"actor\": 1, \"verb\": [], \"object\": null, \"context\": \"x\", \"timestamp\": \"soon\"}")
                        .time())
                .isEmpty();
    }

    private static StatementView view(String json) throws JsonProcessingException {
        return StatementView.of(
                new ObjectMapper().readTree(json), new VerbWords(new Messages(), VIETNAMESE), VIETNAMESE);
    }
}
