/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.exports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read byte by byte, beside what a parser finds. */
class OutlineTest {

    private static final ObjectMapper PLAIN = new ObjectMapper();
    private static final ObjectMapper ESCAPING =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                {"id":"7d8a","actor":{"name":"id","account":{"homePage":"https://a.vn/","name":"p-1"}},
                 "verb":{"display":{"vi":"\\"}]{[,:","id":"no"},"id":"http://e.vn/v"},
                 "object":{"definition":{"extensions":{"http://e.vn/x":[{"id":"no"},[],{},"]",null,-1.5e3,true]}},"id":"http://e.vn/o"},
                 "result":{"extensions":{"http://e.vn/x":{"success":false}},"success":true,"score":{"raw":3,"scaled":0.7500},
                   "response":"\\\\","completion":false,"duration":"PT3M"},
                 "context":{"contextActivities":{"parent":[{"id":"no"}]},"registration":"8e9b"},
                 "timestamp":"2026-09-21T09:00:00Z","attachments":[]}""",
                """
                {"timestamp":"2026-09-21T09:00:00Z","actor":{"objectType":"Group","member":[{"mbox":"mailto:no@e.vn"}],"mbox":"mailto:lớp@e.vn"},
                 "result":{},"context":{},"verb":{"id":"http://e.vn/Vườn\\t\\"rau\\" \\ud83c\\udf31"},
                 "object":{"objectType":"SubStatement","actor":{"mbox":"mailto:no@e.vn"},"verb":{"id":"no"},"object":{"id":"no"}}}""",
                """
                {"actor":{"openid":"https://an.e.vn/"},"verb":{"id":"v"},"result":{"score":{"scaled":-1}},
                 "object":{"id":"7d8a","objectType":"StatementRef"}}""",
                """
                {"actor":{"mbox_sha1sum":"ebd3"},"verb":{"id":""},"object":{"objectType":"Agent","mbox":"mailto:no@e.vn"}}""",
            })
    void findsWhatAParserFindsHoweverItIsWritten(String statement) throws IOException {
        JsonNode tree = PLAIN.readTree(statement);

        for (String written : List.of(
                statement,
                " \n\t" + statement,
                PLAIN.writeValueAsString(tree),
                tree.toPrettyString(),
                ESCAPING.writeValueAsString(tree))) {
            Outline outline = Outline.of(written.getBytes(StandardCharsets.UTF_8));

            assertThat(text(outline.id())).isEqualTo(text(tree, "/id"));
            assertThat(text(outline.timestamp())).isEqualTo(text(tree, "/timestamp"));
            assertThat(text(outline.actorHomePage())).isEqualTo(text(tree, "/actor/account/homePage"));
            assertThat(text(outline.actor()))
                    .isEqualTo(
                            text(tree, "/actor/account/name", "/actor/mbox", "/actor/openid", "/actor/mbox_sha1sum"));
            assertThat(text(outline.verb())).isEqualTo(text(tree, "/verb/id"));
            assertThat(text(outline.objectType()))
                    .isEqualTo(tree.at("/object/objectType").asText("Activity"));
            assertThat(text(outline.object())).isEqualTo(text(tree, "/object/id"));
            assertThat(text(outline.registration())).isEqualTo(text(tree, "/context/registration"));
            assertThat(outline.success()).isEqualTo(truth(tree, "/result/success"));
            assertThat(outline.completion()).isEqualTo(truth(tree, "/result/completion"));
            assertThat(text(outline.duration())).isEqualTo(text(tree, "/result/duration"));
            String scaled = text(tree, "/result/score/scaled");
            assertThat(outline.scaled() == null ? null : Double.valueOf(text(outline.scaled())))
                    .isEqualTo(scaled == null ? null : Double.valueOf(scaled));
        }
    }

    @Test
    void knowsANameThatIsWrittenWithEscapes() throws IOException {
        Outline outline = Outline.of("""
                {"\\u0069d":"7d8a","actor":{"\\u0061ccount":{"h\\u006fmePage":"https://a.vn/","n\\u0061me":"p-1"}},
                 "\\u0076erb":{"i\\u0064":"v"},"object":{"id":"o"}}""".getBytes(StandardCharsets.UTF_8));

        assertThat(text(outline.id())).isEqualTo("7d8a");
        assertThat(text(outline.actor())).isEqualTo("p-1");
        assertThat(text(outline.actorHomePage())).isEqualTo("https://a.vn/");
        assertThat(text(outline.verb())).isEqualTo("v");
    }

    private static String text(JsonNode tree, String... places) {
        for (String place : places) {
            if (!tree.at(place).isMissingNode()) {
                return tree.at(place).asText();
            }
        }
        return null;
    }

    private static String text(Piece piece) {
        return piece == null ? null : piece.toString();
    }

    private static Boolean truth(JsonNode tree, String place) {
        return tree.at(place).isMissingNode() ? null : tree.at(place).asBoolean();
    }
}
