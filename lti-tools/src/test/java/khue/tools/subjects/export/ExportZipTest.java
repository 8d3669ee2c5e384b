/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class ExportZipTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void holdsTablesFilesAndStatementsAndAPageThatLeadsToAll() throws IOException {
        Map<String, String> entries = entries(zip -> {
            zip.table(
                    "work",
                    "Bài làm",
                    List.of(
                            "{\"reflection\":\"<script>Em & bạn\",\"outcome\":null,\"work_id\":\"3f4c0723-2f0a-4be6-a68f-7f501b5fe1f4\"}"));
            zip.file("0123456789", "../ảnh: 1.JPG", new ByteArrayInputStream(new byte[] {65}));
            zip.statements("Câu xAPI", taker -> {
                taker.take(json("{\"id\":\"1\",\"score\":1.50}"));
                taker.take(json("{\"id\":\"1\"}"));
                taker.take(json("{\"id\":\"2\"}"));
            });
        });

        assertThat(entries.keySet())
                .containsExactly(
                        "data/work.json",
                        "data/work.html",
                        "files/01234567-.._ảnh_ 1.jpg",
                        "statements.json",
                        "index.html");
        assertThat(entries.get("data/work.html"))
                .contains("&lt;script&gt;Em &amp; bạn")
                .doesNotContain("<script>", "outcome", "work_id");
        assertThat(JSON.readTree(entries.get("data/work.json"))).hasSize(1);
        assertThat(JSON.readTree(entries.get("statements.json"))).hasSize(2);
        assertThat(entries.get("index.html"))
                .contains("data/work.html", "files/01234567-.._ảnh_%201.jpg", "Bài làm (1)", "Câu xAPI (2)");
    }

    private static Map<String, String> entries(Filling filling) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ExportZip zip = new ExportZip(out, "vi")) {
            filling.fill(zip);
            zip.finish("Dữ liệu", List.of("Luật 91"));
        }
        Map<String, String> entries = new LinkedHashMap<>();
        try (ZipInputStream zip =
                new ZipInputStream(new ByteArrayInputStream(out.toByteArray()), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }

    @FunctionalInterface
    private interface Filling {
        void fill(ExportZip zip) throws IOException;
    }
}
