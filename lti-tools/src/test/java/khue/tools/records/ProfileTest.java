/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What xAPI Profiles 1.0, part two (structure), asks of the document, clause by clause; and that it says all that we record. */
class ProfileTest {

    private static final String BASE = "https://khue.example.vn/xapi/";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** $, then members, quoted members and stars: filters and scripts are not allowed (8.1). */
    private static final Pattern JSON_PATH =
            Pattern.compile("\\$(\\.[A-Za-z]\\w*|\\['[^']+'(,'[^']+')*]|\\[(\\*|\\d+)])+");

    private static final Set<String> CONCEPTS =
            Set.of("ActivityType", "ContextExtension", "ResultExtension", "Verb", "ActivityExtension");

    private final JsonNode profile = Profile.document(BASE);

    /** 6.0 and 6.2: the profile's own properties. */
    @Test
    void saysWhatAProfileSays() {
        assertThat(profile.path("@context").asText()).isEqualTo("https://w3id.org/xapi/profiles/context");
        assertThat(profile.path("type").asText()).isEqualTo("Profile");
        assertThat(profile.path("conformsTo").asText()).isEqualTo("https://w3id.org/xapi/profiles#1.0");
        assertThat(profile.path("author").path("type").asText()).isIn("Organization", "Person");
        assertThat(profile.path("author").path("name").asText()).isNotEmpty();
        isInBothLanguages(profile.path("prefLabel"));
        isInBothLanguages(profile.path("definition"));
        assertThat(fieldsOf(profile))
                .containsExactlyInAnyOrder(
                        "@context",
                        "id",
                        "type",
                        "conformsTo",
                        "prefLabel",
                        "definition",
                        "versions",
                        "author",
                        "concepts",
                        "templates",
                        "patterns");
    }

    /** 6.1: each version has an id of its own, which is not the profile's; everything in the document is of the newest. */
    @Test
    void hasVersionsOfItsOwn() {
        JsonNode newest = profile.path("versions").path(0);

        assertThat(newest.path("id").asText())
                .isEqualTo(BASE + StatementWriter.PROFILE)
                .isNotEqualTo(profile.path("id").asText());
        assertThat(OffsetDateTime.parse(newest.path("generatedAtTime").asText()))
                .isNotNull();
        assertThat(parts())
                .allSatisfy(part -> assertThat(part.path("inScheme").asText())
                        .isEqualTo(newest.path("id").asText()));
    }

    @Test
    void givesEachThingAnIriOfItsOwnBelowTheInstallationsBase() {
        List<String> ids =
                parts().stream().map(part -> part.path("id").asText()).toList();

        assertThat(ids).doesNotHaveDuplicates().allSatisfy(id -> {
            assertThat(URI.create(id).isAbsolute()).isTrue();
            assertThat(id).startsWith(BASE);
        });
        assertThat(profile.toString()).doesNotContain("{P}");
    }

    /** 7.0: a concept has a type, a label and a definition; an extension one schema, which is JSON in a text (7.2). */
    @Test
    void definesItsConcepts() {
        assertThat(profile.path("concepts")).isNotEmpty().allSatisfy(concept -> {
            assertThat(concept.path("type").asText()).isIn(CONCEPTS);
            isInBothLanguages(concept.path("prefLabel"));
            isInBothLanguages(concept.path("definition"));
            if (concept.path("type").asText().endsWith("Extension")) {
                assertThat(JSON.readTree(concept.path("inlineSchema").textValue())
                                .isObject())
                        .isTrue();
                assertThat(concept.has("schema")).isFalse();
            }
        });
    }

    /** 8.0 and 8.1: determining properties are IRIs; a rule has a location and at least one requirement. */
    @Test
    void describesItsTemplates() {
        assertThat(profile.path("templates")).isNotEmpty().allSatisfy(template -> {
            assertThat(template.path("type").asText()).isEqualTo("StatementTemplate");
            isInBothLanguages(template.path("prefLabel"));
            isInBothLanguages(template.path("definition"));
            assertThat(URI.create(template.path("verb").asText()).isAbsolute()).isTrue();
            assertThat(URI.create(template.path("objectActivityType").asText()).isAbsolute())
                    .isTrue();
            assertThat(template.path("rules")).isNotEmpty().allSatisfy(rule -> {
                assertThat(rule.path("location").asText()).matches(JSON_PATH);
                assertThat(fieldsOf(rule))
                        .containsAnyOf("presence", "any", "all", "none")
                        .isSubsetOf("location", "presence", "any", "all", "none", "scopeNote");
                assertThat(rule.path("presence").asText("included")).isIn("included", "excluded", "recommended");
            });
        });
    }

    /** 8.0: a statement should match at most one template that is used in patterns. */
    @Test
    void tellsItsTemplatesApartByVerbAndObject() {
        assertThat(pairs()).doesNotHaveDuplicates();
    }

    /** 9.0: a primary pattern has a label and a definition, and exactly one way to match; what it names is here. */
    @Test
    void putsEachTemplateIntoAPattern() {
        Set<String> ids = parts().stream().map(part -> part.path("id").asText()).collect(Collectors.toSet());
        Set<String> used = new HashSet<>();
        int primary = 0;
        for (JsonNode pattern : profile.path("patterns")) {
            assertThat(fieldsOf(pattern).stream()
                            .filter(List.of("alternates", "optional", "oneOrMore", "sequence", "zeroOrMore")::contains))
                    .hasSize(1);
            pattern.path("alternates").forEach(member -> used.add(member.asText()));
            used.add(pattern.path("oneOrMore").asText(pattern.path("id").asText()));
            if (pattern.path("primary").asBoolean()) {
                primary++;
                isInBothLanguages(pattern.path("prefLabel"));
                isInBothLanguages(pattern.path("definition"));
            }
        }

        assertThat(primary).isEqualTo(1);
        assertThat(used).isSubsetOf(ids);
        assertThat(profile.path("templates"))
                .allSatisfy(template ->
                        assertThat(used).contains(template.path("id").asText()));
    }

    /** The rows about the portfolio of the table of actions that the project was planned with. */
    @Test
    void knowsEveryActionOfThePortfolio() {
        String project = "http://id.tincanapi.com/activitytype/project";
        String collection = "http://activitystrea.ms/collection";

        assertThat(pairs())
                .containsExactlyInAnyOrder(
                        "http://adlnet.gov/expapi/verbs/launched " + project,
                        "http://activitystrea.ms/join " + project,
                        "http://activitystrea.ms/create http://activitystrea.ms/file",
                        "http://activitystrea.ms/create http://activitystrea.ms/image",
                        "http://activitystrea.ms/create http://activitystrea.ms/video",
                        "http://activitystrea.ms/create " + BASE + "type/reflection",
                        "http://activitystrea.ms/submit " + project,
                        "http://adlnet.gov/expapi/verbs/commented " + project,
                        "https://w3id.org/xapi/acrossx/verbs/evaluated " + project,
                        "http://activitystrea.ms/return " + project,
                        "http://activitystrea.ms/approve " + project,
                        "http://adlnet.gov/expapi/verbs/passed " + project,
                        "http://adlnet.gov/expapi/verbs/failed " + project,
                        "http://adlnet.gov/expapi/verbs/completed " + project,
                        "http://adlnet.gov/expapi/verbs/shared " + collection,
                        "http://activitystrea.ms/unshare " + collection,
                        "http://id.tincanapi.com/verb/viewed " + collection);
    }

    @Test
    void hasATemplateForEachVerbOfOurs() {
        Set<String> verbs = StreamSupport.stream(profile.path("templates").spliterator(), false)
                .map(template -> template.path("verb").asText())
                .collect(Collectors.toSet());

        assertThat(Arrays.stream(Verb.values())
                        .map(verb -> verb.id().toString())
                        // xAPI's own: a voiding statement is of no profile
                        .filter(verb -> !verb.equals("http://adlnet.gov/expapi/verbs/voided")))
                .as("a verb that no template has says nothing to who reads the profile")
                .isSubsetOf(verbs);
    }

    private List<String> pairs() {
        return StreamSupport.stream(profile.path("templates").spliterator(), false)
                .map(template -> template.path("verb").asText() + " "
                        + template.path("objectActivityType").asText())
                .toList();
    }

    private List<JsonNode> parts() {
        List<JsonNode> parts = new ArrayList<>();
        List.of("concepts", "templates", "patterns")
                .forEach(list -> profile.path(list).forEach(parts::add));
        return parts;
    }

    private static void isInBothLanguages(JsonNode map) {
        assertThat(fieldsOf(map)).containsExactlyInAnyOrder("vi", "en");
        assertThat(map).allSatisfy(text -> assertThat(text.asText()).isNotBlank());
    }

    private static List<String> fieldsOf(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
