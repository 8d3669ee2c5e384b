/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.archive;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveWriterTest {

    private static final byte[] PICTURE = {1, 2, 3};

    @Test
    void holdsAPageForEachWorkAndTheOriginals() throws IOException {
        Map<String, byte[]> zip = written(
                work("Vườn rau", "Em học được cách chờ.", piece("Chậu rau.PNG", true), piece("Chậu rau.PNG", true)));

        assertThat(zip).containsOnlyKeys("index.html", "01/index.html", "01/01-Chậu rau.png", "01/02-Chậu rau.png");
        assertThat(zip.get("01/01-Chậu rau.png")).isEqualTo(PICTURE);
        assertThat(page(zip, "index.html")).contains("Nguyễn Minh An", "<a href=\"01/index.html\">Vườn rau</a>");
        assertThat(page(zip, "01/index.html"))
                .contains("Em học được cách chờ.", "<img src=\"01-Chậu%20rau.png\"", "Rất tốt", "lang=\"vi\"");
    }

    @Test
    void putsTheWorksOfAClassAndYearUnderOneHeading() throws IOException {
        String index = page(
                written(
                        inClass("7A · 2027-2028", "Cây cầu", ""),
                        inClass("6A · 2026-2027", "Vườn rau", ""),
                        inClass("6A · 2026-2027", "Nghề gốm", "")),
                "index.html");

        assertThat(index)
                .containsOnlyOnce("<h2>6A · 2026-2027</h2>")
                .containsSubsequence("7A", "<ul>", "Cây cầu", "</ul>", "6A", "<ul>", "Vườn rau", "Nghề gốm", "</ul>");
    }

    @Test
    void isAPageToAPupilWhoHasMadeNothingYet() throws IOException {
        assertThat(page(written(), "index.html")).contains("Nguyễn Minh An").doesNotContain("<ul>");
    }

    @Test
    void showsWhatPeopleTypedAsTextAndLoadsNothingFromElsewhere() throws IOException {
        String hostile = "<script src='https://evil.example/x.js'></script>\"><img src=https://evil.example/y>";
        Map<String, byte[]> zip = written(work(
                hostile,
                hostile,
                new Archive.Piece(hostile, hostile, hostile, true, () -> new ByteArrayInputStream(PICTURE))));

        for (String name : List.of("index.html", "01/index.html")) {
            assertThat(page(zip, name)).doesNotContain("<script").doesNotContainPattern("(src|href)=\"[^\"]*https?:");
        }
        assertThat(zip.keySet())
                .allMatch(name -> name.chars().filter(c -> c == '/').count() <= 1);
    }

    @ParameterizedTest
    @CsvSource({
        "'../../etc/passwd', '.._.._etc_passwd'",
        "'C:\\tmp\\a?.JPG', 'C__tmp_a_.jpg'",
        "'50% #1.pdf', '50_ _1.pdf'",
        "'không đuôi', 'không đuôi'"
    })
    void callsAFileAsEverySystemCan(String name, String expected) {
        assertThat(ArchiveWriter.fileName(name)).isEqualTo(expected);
    }

    @Test
    void cutsANameThatIsTooLongAndKeepsItsEnd() {
        assertThat(ArchiveWriter.fileName("ờ".repeat(300) + ".docx"))
                .hasSize(100)
                .endsWith("ờ.docx");
    }

    private static Archive.Piece piece(String name, boolean picture) {
        return new Archive.Piece(name, "", "", picture, () -> new ByteArrayInputStream(PICTURE));
    }

    private static Archive.Part work(String title, String reflection, Archive.Piece... pieces) {
        return inClass("6A · 2026-2027", title, reflection, pieces);
    }

    private static Archive.Part inClass(String group, String title, String reflection, Archive.Piece... pieces) {
        return new Archive.Part(
                title,
                group,
                List.of("Đạt"),
                "Lời của em",
                reflection,
                List.of(new Archive.Said("Thầy cô", "Rất tốt")),
                List.of(pieces));
    }

    private static Map<String, byte[]> written(Archive.Part... works) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ArchiveWriter.write(new Archive("vi", "Bài của em", "Nguyễn Minh An", "22/11/2026", List.of(works)), out);
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip =
                new ZipInputStream(new ByteArrayInputStream(out.toByteArray()), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    private static String page(Map<String, byte[]> zip, String name) {
        return new String(zip.get(name), StandardCharsets.UTF_8);
    }
}
