/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import jakarta.servlet.annotation.WebServlet;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever is told figures, statements or reference data by the report API is in the query log, whichever resource tells them. */
@ArquillianTest
class QueryLogIT {

    private static final StoreClient CLIENT = StoreClient.inVersion("2.0.0");
    private static final String PERIOD = "?from=2026-09-05&until=2026-09-06";

    /** A resource as docs/reference/endpoints.md names it, and as what it is noted. */
    private static final Map<String, String> NOTED = Map.ofEntries(
            Map.entry("/reports/totals", "I1"),
            Map.entry("/reports/indicators/<id>", "F3"),
            Map.entry("/reports/indicators/<id>/statements", "F3"),
            Map.entry("/reports/statements", "statements"),
            Map.entry("/reports/browser", "statements"),
            Map.entry("/reports/browser/file", "statements"),
            Map.entry("/reports/board", "board"),
            Map.entry("/reports/ecosystem", "ecosystem"),
            Map.entry("/reports/sources", "sources"),
            Map.entry("/reports/sources/<id>", "sources"),
            Map.entry("/reports/reference/<table>", "reference"),
            Map.entry("/reports/imports/<id>", "reference"));

    /** What tells neither: definitions, how far work is, which tables and imports there are. */
    private static final Set<String> TELLS_NONE = Set.of(
            "/reports/indicators", "/reports/facts", "/reports/samples", "/reports/reference", "/reports/imports");

    private final ObjectMapper json = new ObjectMapper();
    private final String person = "evaluator-" + UUID.randomUUID();

    @Deployment(testable = false)
    static WebArchive store() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("application")));
    }

    @Test
    void knowsEveryResource() throws Exception {
        Set<String> known = new LinkedHashSet<>(NOTED.keySet());
        known.addAll(TELLS_NONE);

        assertThat(documented()).containsExactlyInAnyOrderElementsOf(known);
        assertThat(served()).isNotEmpty().isSubsetOf(known);
    }

    static Stream<String> noted() {
        return NOTED.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("noted")
    void notesWhoAskedForWhatAndWhen(String resource) throws Exception {
        CLIENT.json("POST", "/statements", """
                {"actor":{"account":{"homePage":"https://lms.example.vn","name":"41"}},
                 "verb":{"id":"http://adlnet.gov/expapi/verbs/attended"},"object":{"id":"http://example.vn/query-log"}}""");

        assertThat(CLIENT.get(address(resource), "X-Khue-On-Behalf-Of", person).statusCode())
                .isEqualTo(200);

        assertThat(log()).contains(NOTED.get(resource));
    }

    static Stream<String> tellsNone() {
        return TELLS_NONE.stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("tellsNone")
    void notesNothingWhereNothingIsTold(String resource) throws Exception {
        assertThat(CLIENT.get(resource, "X-Khue-On-Behalf-Of", person).statusCode())
                .isEqualTo(200);

        assertThat(log()).isEmpty();
    }

    @Test
    void doesNotWriteDownWhomAFileWasAskedFor() throws Exception {
        String agent = "{\"mbox\":\"mailto:" + person + "@example.vn\"}";

        CLIENT.get(
                "/reports/statements?format=csv&verb=http://example.vn/v&agent=" + StoreClient.encode(agent),
                "X-Khue-On-Behalf-Of",
                person);

        JsonNode question = json.readTree(questions().get(0));
        assertThat(question.path("agent").textValue()).isEqualTo("…");
        assertThat(question.path("verb").textValue()).isEqualTo("http://example.vn/v");
        assertThat(question.path("format").textValue()).isEqualTo("csv");
        assertThat(question.path("asKept").booleanValue()).isTrue();
    }

    private String address(String resource) throws Exception {
        return switch (resource) {
            case "/reports/indicators/<id>", "/reports/indicators/<id>/statements" ->
                resource.replace("<id>", "F3") + PERIOD;
            case "/reports/totals" -> resource + PERIOD;
            case "/reports/statements", "/reports/browser/file" ->
                resource + "?format=jsonl&activity=http://example.vn/query-log";
            case "/reports/sources/<id>" -> resource.replace("<id>", oneOf("/reports/sources"));
            case "/reports/reference/<table>" -> resource.replace("<table>", "schools");
            case "/reports/imports/<id>" ->
                resource.replace(
                        "<id>",
                        json.readTree(CLIENT.send("POST", "/reports/reference/schools", "school,name\n")
                                        .body())
                                .path("id")
                                .asText());
            default -> resource;
        };
    }

    private String oneOf(String list) throws Exception {
        return json.readTree(CLIENT.get(list).body()).path(0).path("id").asText();
    }

    private List<String> log() throws Exception {
        return column("indicator");
    }

    private List<String> questions() throws Exception {
        return column("question");
    }

    private List<String> column(String name) throws Exception {
        try (Connection connection = ServerForTests.databaseOfTheServer().getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select " + name
                                + " from xapi.report_query where on_behalf_of = ? and by_key = ? and at > now() - interval '1 hour' order by id")) {
            select.setString(1, person);
            select.setString(2, ServerForTests.KEYS.get("khue.lrs.key"));
            try (ResultSet row = select.executeQuery()) {
                List<String> found = new ArrayList<>();
                while (row.next()) {
                    found.add(row.getString(1));
                }
                return found;
            }
        }
    }

    /** What answers to GET, by the reference. */
    private static Set<String> documented() throws Exception {
        Set<String> resources = new LinkedHashSet<>();
        for (String line : Files.readAllLines(Path.of("../docs/reference/endpoints.md"))) {
            String[] cells = line.split("(?<!\\\\)\\|");
            if (!line.startsWith("| `/xapi/reports/") || !cells[2].contains("GET")) {
                continue;
            }
            String first = "";
            for (String path : Pattern.compile("`([^`?\\[]*)[^`]*`")
                    .matcher(cells[1])
                    .results()
                    .map(found -> found.group(1))
                    .toList()) {
                first = first.isEmpty() ? path : first;
                resources.add(path.replace("…", first).replaceFirst("^/xapi", ""));
            }
        }
        return resources;
    }

    /** What servlets answer to; {@code /*} stands for what the reference names one by one. */
    private static Set<String> served() {
        Set<String> paths = new LinkedHashSet<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages("khue.xapi")) {
            if (type.isAnnotatedWith(WebServlet.class)) {
                Arrays.stream(type.getAnnotationOfType(WebServlet.class).urlPatterns())
                        .filter(path -> path.startsWith("/reports/") && !path.endsWith("/*"))
                        .forEach(paths::add);
            }
        }
        return paths;
    }
}
