/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import khue.xapi.http.Json;
import khue.xapi.reports.sources.Look.Account;
import khue.xapi.reports.sources.Look.Verb;
import org.junit.jupiter.api.Test;

/** What statements of a Moodle, of our own tools and of strangers say about what figures can read. */
class LookTest {

    private static final String BASE = "https://khue.io/xapi/";
    private static final String MOODLE = "https://moodle.example.vn";

    private final Look look = new Look(
            BASE,
            Map.of("http://activitystrea.ms/schema/1.0/submit", "http://activitystrea.ms/submit"),
            (homePage, name) -> homePage.equals(MOODLE) && name.equals("3"));

    @Test
    void tellsWhichVerbsFiguresCannotReadAndWhatTheOthersMean() throws Exception {
        moodle("4", "http://activitystrea.ms/schema/1.0/submit");
        moodle("4", "http://activitystrea.ms/schema/1.0/receive");
        moodle("5", "http://activitystrea.ms/schema/1.0/receive");
        moodle("5", "http://id.tincanapi.com/verb/viewed");

        assertThat(look.verbs()).extracting(Verb::iri).first().isEqualTo("http://activitystrea.ms/schema/1.0/receive");
        assertThat(look.verbs())
                .filteredOn(verb -> verb.means().isEmpty())
                .singleElement()
                .satisfies(verb -> {
                    assertThat(verb.statements()).isEqualTo(2);
                    assertThat(verb.display().orElseThrow().path("en").textValue())
                            .isEqualTo("Did");
                });
        assertThat(look.verbs())
                .filteredOn(verb -> verb.iri().endsWith("/submit"))
                .extracting(verb -> verb.means().orElseThrow())
                .containsExactly("http://activitystrea.ms/submit");
    }

    @Test
    void countsPeopleOnceByWhatTheyAreKnownAs() throws Exception {
        moodle("3", "http://id.tincanapi.com/verb/viewed");
        moodle("4", "http://id.tincanapi.com/verb/viewed");
        moodle("4", "http://id.tincanapi.com/verb/viewed");
        take("{'account':{'homePage':'" + BASE + "pid','name':'p1'}}");
        take("{'account':{'homePage':'" + MOODLE + "','name':'an@example.vn'}}");
        take("{'mbox':'mailto:an@example.vn','name':'Trần Văn An'}");
        take("{'objectType':'Group','member':[{'mbox':'mailto:an@example.vn'}]}");

        assertThat(look.pseudonyms()).isEqualTo(1);
        assertThat(look.mapped()).isEqualTo(1);
        assertThat(look.unmapped()).isEqualTo(1);
        assertThat(look.firstUnmapped()).containsExactly(new Account(MOODLE, "4"));
        // Addresses are counted, never told.
        assertThat(look.hidden()).isEqualTo(2);
    }

    @Test
    void countsWhatIsOutsideTheProfile() throws Exception {
        moodle("4", "http://id.tincanapi.com/verb/viewed");
        statement("{'mbox':'mailto:a@b.vn'}", "http://activitystrea.ms/submit", "[{'id':'" + BASE + "profile/v0.1'}]");
        statement("{'mbox':'mailto:a@b.vn'}", "http://activitystrea.ms/submit", "{'id':'" + BASE + "profile/v0.2'}");

        assertThat(look.statements()).isEqualTo(3);
        assertThat(look.outsideProfile()).isEqualTo(1);
    }

    private void moodle(String user, String verb) throws Exception {
        statement(
                "{'name':'Sam Student','account':{'homePage':'" + MOODLE + "','name':'" + user + "'}}",
                verb,
                "[{'id':'" + MOODLE + "'}]");
    }

    private void take(String actor) throws Exception {
        statement(actor, "http://activitystrea.ms/create", "[]");
    }

    private void statement(String actor, String verb, String category) throws Exception {
        look.take(Json.mapper().readTree("""
                {'actor':%s,'verb':{'id':'%s','display':{'en':'Did'}},'object':{'id':'http://a.vn'},
                 'context':{'contextActivities':{'category':%s}}}""".formatted(actor, verb, category).replace('\'', '"')));
    }
}
