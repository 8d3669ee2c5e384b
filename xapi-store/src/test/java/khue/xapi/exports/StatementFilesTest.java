/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import blue.strategic.parquet.Hydrator;
import blue.strategic.parquet.ParquetReader;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file holds, read by other people's readers. */
class StatementFilesTest {

    private static final long STORED = 1_790_000_000_123_456L;

    private static final String EVERYTHING = """
            {"id":"7d8a3c1e-0000-4000-8000-00000000000a",
             "actor":{"objectType":"Agent","name":"An","account":{"name":"p-1","homePage":"https://khue.io/xapi/pid"}},
             "verb":{"display":{"vi":"nộp \\"bài\\"\\n"},"id":"http://activitystrea.ms/submit"},
             "object":{"definition":{"name":{"vi":"Vườn rau"},"extensions":{"http://e.vn/x":{"id":"not this"}}},
               "id":"http://example.vn/projects/1","objectType":"Activity"},
             "result":{"success":true,"completion":false,"duration":"PT35M","score":{"max":10,"scaled":0.7500}},
             "context":{"instructor":{"mbox":"mailto:co@example.vn"},"registration":"7d8a3c1e-0000-4000-8000-0000000000ff"},
             "timestamp":"2026-09-21T09:00:00.5+07:00","stored":"2026-09-21T09:30:00.123456Z"}""";

    private static final String LITTLE = """
            {"id":"7d8a3c1e-0000-4000-8000-00000000000b","actor":{"objectType":"Group","member":[{"mbox":"mailto:a@example.vn"}]},
             "verb":{"id":"http://adlnet.gov/expapi/verbs/voided"},
             "object":{"objectType":"StatementRef","id":"7d8a3c1e-0000-4000-8000-00000000000a"},
             "timestamp":"2026-09-21T02:00:00Z"}""";

    @TempDir
    private Path folder;

    @Test
    void csvHasTheColumnsAndTheWholeStatement() throws IOException {
        List<Map<String, String>> rows = csv(EVERYTHING, LITTLE);

        assertThat(rows.get(0))
                .containsExactly(
                        entry("id", "7d8a3c1e-0000-4000-8000-00000000000a"),
                        entry("stored", "2026-09-21T14:13:20.123456Z"),
                        entry("timestamp", "2026-09-21T02:00:00.500Z"),
                        entry("actor_home_page", "https://khue.io/xapi/pid"),
                        entry("actor", "p-1"),
                        entry("verb", "http://activitystrea.ms/submit"),
                        entry("object_type", "Activity"),
                        entry("object", "http://example.vn/projects/1"),
                        entry("registration", "7d8a3c1e-0000-4000-8000-0000000000ff"),
                        entry("success", "true"),
                        entry("completion", "false"),
                        entry("score_scaled", "0.75"),
                        entry("duration", "PT35M"),
                        entry("statement", EVERYTHING));
        assertThat(rows.get(1))
                .contains(entry("actor", ""), entry("object_type", "StatementRef"), entry("success", ""))
                .contains(entry("object", "7d8a3c1e-0000-4000-8000-00000000000a"), entry("score_scaled", ""));
    }

    @Test
    void csvNamesActorsOfEveryKind() throws IOException {
        assertThat(actors(
                        "\"mbox\":\"mailto:a@example.vn\"",
                        "\"openid\":\"https://an.example.vn/\"",
                        "\"mbox_sha1sum\":\"ebd31e95054c018b10727ccffd2ef2ec3a016ee9\""))
                .containsExactly(
                        "mailto:a@example.vn", "https://an.example.vn/", "ebd31e95054c018b10727ccffd2ef2ec3a016ee9");
    }

    @Test
    void csvLetsNoTextBecomeAFormula() throws IOException {
        assertThat(actors("\"account\":{\"homePage\":\"http://e.vn/\",\"name\":\"=HYPERLINK(1)\"}"))
                .containsExactly("'=HYPERLINK(1)");
    }

    @Test
    void jsonLinesHasAStatementOnEachLine() throws IOException {
        String text = new String(file(FileFormat.JSON_LINES, EVERYTHING, LITTLE), StandardCharsets.UTF_8);

        assertThat(text.lines()).containsExactly(EVERYTHING.replace('\n', ' '), LITTLE.replace('\n', ' '));
        assertThat(text).endsWith("\n");
    }

    @Test
    void parquetHasTheSameColumnsWithTypes() throws IOException {
        List<Map<String, Object>> rows = parquet(file(FileFormat.PARQUET, EVERYTHING, LITTLE));

        assertThat(rows.get(0))
                .contains(
                        entry("id", "7d8a3c1e-0000-4000-8000-00000000000a"),
                        entry("stored", STORED),
                        entry("timestamp", 1_789_956_000_500_000L),
                        entry("actor_home_page", "https://khue.io/xapi/pid"),
                        entry("actor", "p-1"),
                        entry("success", true),
                        entry("completion", false),
                        entry("score_scaled", 0.75),
                        entry("duration", "PT35M"),
                        entry("statement", EVERYTHING));
        assertThat(rows.get(1)).contains(entry("actor", null), entry("success", null), entry("statement", LITTLE));
    }

    @Test
    void parquetTakesMoreThanOneGroupOfRows() throws IOException {
        String long64K = EVERYTHING.replace("Vườn rau", "rau ".repeat(16_384));
        byte[] file = file(
                FileFormat.PARQUET,
                IntStream.range(0, 600)
                        .mapToObj(i -> i % 2 == 0 ? long64K : LITTLE)
                        .toArray(String[]::new));

        assertThat(parquet(file))
                .hasSize(600)
                .extracting(row -> row.get("statement"))
                .containsOnly(long64K, LITTLE)
                .startsWith(long64K, LITTLE);
    }

    @Test
    void parquetThatBrokeOffCannotBeRead() throws IOException {
        byte[] whole = file(FileFormat.PARQUET, EVERYTHING, LITTLE);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        add(EVERYTHING, FileFormat.PARQUET.open(out));

        assertThatThrownBy(() -> parquet(out.toByteArray())).isNotNull();
        assertThat(whole).hasSizeGreaterThan(out.size());
    }

    @Test
    void everyColumnIsExplainedInTheReference() throws IOException {
        String page = Files.readString(Path.of("../docs/reference/exports.md"));

        assertThat(Stream.concat(
                        Stream.of(Column.STATEMENT), Stream.of(Column.values()).map(Column::title)))
                .allSatisfy(title -> assertThat(page).contains("`" + title + "`"));
    }

    private static byte[] file(FileFormat format, String... statements) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StatementFile<?> file = format.open(out);
        for (String statement : statements) {
            add(statement, file);
        }
        file.end();
        return out.toByteArray();
    }

    private static <R> void add(String statement, StatementFile<R> file) throws IOException {
        file.write(file.row(STORED, statement.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Map<String, String>> csv(String... statements) throws IOException {
        String text = new String(file(FileFormat.CSV, statements), StandardCharsets.UTF_8);
        assertThat(text).startsWith("\uFEFFid,");
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(text.substring(1))) {
            return reader.stream().map(NamedCsvRecord::getFieldsAsMap).toList();
        }
    }

    private static List<String> actors(String... identifiers) throws IOException {
        return csv(Stream.of(identifiers)
                        .map(identifier -> """
                                {"actor":{%s},"verb":{"id":"http://e.vn/v"},"object":{"id":"http://e.vn/o"}}""".formatted(identifier))
                        .toArray(String[]::new))
                .stream()
                .map(row -> row.get("actor"))
                .toList();
    }

    private List<Map<String, Object>> parquet(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("statements.parquet"), bytes);
        try (Stream<Map<String, Object>> rows = ParquetReader.streamContent(file.toFile(), new Rows())) {
            return rows.toList();
        }
    }

    /** The reader's way to make a row of its values. */
    private static final class Rows implements Hydrator<Map<String, Object>, Map<String, Object>, String[]> {

        @Override
        public Map<String, Object> start() {
            return new LinkedHashMap<>();
        }

        @Override
        public Map<String, Object> add(Map<String, Object> row, String[] column, Object value) {
            row.put(column[0], value);
            return row;
        }

        @Override
        public Map<String, Object> finish(Map<String, Object> row) {
            return row;
        }
    }
}
