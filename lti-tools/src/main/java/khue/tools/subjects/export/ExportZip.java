/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects.export;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the zip file of one person while it is sent: tables as pages and as JSON, files as they came, statements page by page. Nothing of
 * it is in memory but the rows of one table, and the pages load nothing but what lies beside them.
 */
final class ExportZip implements AutoCloseable {

    private static final int LONGEST_NAME = 100;
    private static final Pattern FOR_PROGRAMS =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String STYLE = """
            :root { color-scheme: light dark; --paper: #faf9f6; --ink: #1f2933; --line: #c8ccd0; --link: #0f766e; }
            @media (prefers-color-scheme: dark) { :root { --paper: #11171d; --ink: #e7ebef; --line: #45505a; --link: #5cc7ba; } }
            html, body { background: var(--paper); color: var(--ink); } a { color: var(--link); }
            body { font: 1rem/1.6 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
            h1, h2 { line-height: 1.3; } dl { border-top: 1px solid var(--line); padding-top: .5rem; }
            dt { font-size: .9rem; } dd { margin: 0 0 .5rem 1rem; white-space: pre-line; }
            """;

    private final ZipOutputStream zip;
    private final String language;
    private final List<String> contents = new ArrayList<>();

    ExportZip(OutputStream out, String language) {
        this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        this.language = language;
    }

    /**
     * Some rows, as a page and as JSON.
     *
     * @param name of both files, without an ending
     * @param rows one JSON object each
     */
    void table(String name, String title, List<String> rows) throws IOException {
        begin("data/" + name + ".json", Deflater.DEFAULT_COMPRESSION);
        zip.write(('[' + String.join(",\n", rows) + "]\n").getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        StringBuilder body = new StringBuilder("<p><a href=\"../index.html\">←</a></p><h1>")
                .append(text(title))
                .append("</h1>\n");
        for (String row : rows) {
            body.append("<dl>\n");
            JSON.readTree(row).properties().stream()
                    .filter(field -> !field.getValue().isNull())
                    .filter(field -> isForPeople(field.getValue().asText()))
                    .forEach(field -> body.append("<dt>")
                            .append(text(field.getKey()))
                            .append("</dt><dd>")
                            .append(text(
                                    field.getValue().asText().isEmpty()
                                            ? field.getValue().toString()
                                            : field.getValue().asText()))
                            .append("</dd>\n"));
            body.append("</dl>\n");
        }
        page("data/" + name + ".html", title, body.toString());
        link("data/" + name + ".html", title + " (" + rows.size() + ")");
    }

    /** Ids and check sums are for programs, which read the JSON. */
    private static boolean isForPeople(String value) {
        return !FOR_PROGRAMS.matcher(value).matches();
    }

    /** A file as somebody brought it; its name here is its own, and good on any system. */
    void file(String id, String name, InputStream content) throws IOException {
        String path = "files/" + id.substring(0, 8) + "-" + fileName(name);
        begin(path, Deflater.NO_COMPRESSION);
        content.transferTo(zip);
        zip.closeEntry();
        link(path, name);
    }

    /** What the record store has, as it has it; statements are written as they come. */
    void statements(String title, Pages pages) throws IOException {
        begin("statements.json", Deflater.DEFAULT_COMPRESSION);
        JsonGenerator json = JSON.createGenerator(zip);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.writeStartArray();
        Set<String> written = new LinkedHashSet<>();
        pages.each(statement -> {
            if (written.add(statement.path("id").asText())) {
                json.writeTree(statement);
                json.writeRaw('\n');
            }
        });
        json.writeEndArray();
        json.close();
        zip.closeEntry();
        link("statements.json", title + " (" + written.size() + ")");
    }

    /** The page that leads to all others, and the end. */
    void finish(String title, List<String> sentences) throws IOException {
        StringBuilder body = new StringBuilder("<h1>").append(text(title)).append("</h1>\n");
        sentences.forEach(sentence -> body.append("<p>").append(text(sentence)).append("</p>\n"));
        body.append("<ul>\n");
        contents.forEach(body::append);
        page("index.html", title, body.append("</ul>\n").toString());
        zip.finish();
    }

    private void link(String path, String title) {
        contents.add("<li><a href=\"%s\">%s</a></li>%n".formatted(text(path).replace(" ", "%20"), text(title)));
    }

    private void page(String name, String title, String body) throws IOException {
        begin(name, Deflater.DEFAULT_COMPRESSION);
        zip.write(("<!DOCTYPE html>\n<html lang=\"" + text(language) + "\">\n<head><meta charset=\"utf-8\">"
                        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                        + "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'none'; object-src 'none'; frame-src 'none'\">"
                        + "<title>" + text(title) + "</title>\n<style>\n" + STYLE + "</style></head>\n<body>\n" + body
                        + "</body>\n</html>\n")
                .getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private void begin(String name, int level) throws IOException {
        zip.setLevel(level);
        zip.putNextEntry(new ZipEntry(name));
    }

    static String fileName(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFC)
                .replaceAll("[\\p{Cntrl}\\\\/:*?\"<>|#%]", "_")
                .strip();
        int dot = plain.lastIndexOf('.');
        String end = dot < 0 ? "" : plain.substring(dot).toLowerCase(Locale.ROOT);
        String stem = dot < 0 ? plain : plain.substring(0, dot);
        int room = Math.max(1, LONGEST_NAME - end.length());
        return (stem.length() <= room ? stem : stem.substring(0, room)) + end;
    }

    private static String text(String typed) {
        return typed.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Where statements come from, one by one. */
    @FunctionalInterface
    interface Pages {
        void each(Taker taker) throws IOException;
    }

    /** Takes a statement. */
    @FunctionalInterface
    interface Taker {
        void take(JsonNode statement) throws IOException;
    }
}
