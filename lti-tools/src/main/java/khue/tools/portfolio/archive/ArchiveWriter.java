/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a pupil's zip file as it is read: {@code index.html}, and for each work a folder with a page and the originals. The pages load
 * nothing but what lies beside them, and no script; what people typed is text in them.
 */
final class ArchiveWriter {

    private static final int LONGEST_NAME = 100;

    private static final String STYLE = """
            :root { color-scheme: light dark; --paper: #faf9f6; --ink: #1f2933; --link: #0f766e; }
            @media (prefers-color-scheme: dark) { :root { --paper: #11171d; --ink: #e7ebef; --link: #5cc7ba; } }
            html { background: var(--paper); color: var(--ink); } a { color: var(--link); }
            body { background: var(--paper); font: 1rem/1.6 system-ui, sans-serif; max-width: 46rem; margin: 0 auto; padding: 1rem; overflow-wrap: break-word; }
            h1 { line-height: 1.3; } .quiet { font-size: .9rem; } .words { white-space: pre-line; }
            ul.pictures { list-style: none; padding: 0; display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); }
            figure { margin: 0; } img { max-width: 100%; height: auto; border-radius: .5rem; } blockquote { margin: 0 0 1rem; padding-left: 1rem; border-left: 4px solid; }
            """;

    private final ZipOutputStream zip;

    private ArchiveWriter(OutputStream out) {
        this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    }

    static void write(Archive archive, OutputStream out) throws IOException {
        ArchiveWriter writer = new ArchiveWriter(out);
        writer.page("index.html", archive, archive.title(), writer.index(archive));
        for (int i = 0; i < archive.works().size(); i++) {
            writer.work(archive, archive.works().get(i), folder(i));
        }
        writer.zip.finish();
    }

    private String index(Archive archive) {
        StringBuilder body = new StringBuilder();
        body.append("<h1>").append(text(archive.title())).append("</h1>\n<p>").append(text(archive.pupil()));
        body.append(" <span class=\"quiet\">").append(text(archive.made())).append("</span></p>\n");
        for (int i = 0; i < archive.works().size(); i++) {
            String group = archive.works().get(i).group();
            if (i == 0 || !group.equals(archive.works().get(i - 1).group())) {
                body.append(i == 0 ? "" : "</ul>\n")
                        .append("<h2>")
                        .append(text(group))
                        .append("</h2>\n<ul>\n");
            }
            body.append("<li><a href=\"").append(folder(i)).append("/index.html\">");
            body.append(text(archive.works().get(i).title())).append("</a></li>\n");
        }
        return body.append(archive.works().isEmpty() ? "" : "</ul>\n").toString();
    }

    private void work(Archive archive, Archive.Part work, String folder) throws IOException {
        List<String> names = names(work.pieces());
        StringBuilder body = new StringBuilder();
        body.append("<p><a href=\"../index.html\">")
                .append(text(archive.title()))
                .append("</a></p>\n");
        body.append("<h1>").append(text(work.title())).append("</h1>\n<p class=\"quiet\">");
        body.append(work.facts().stream().map(ArchiveWriter::text).collect(Collectors.joining("<br>")))
                .append("</p>\n");
        if (!work.reflection().isEmpty()) {
            body.append("<h2>").append(text(work.reflectionTitle())).append("</h2>\n");
            body.append("<p class=\"words\">").append(text(work.reflection())).append("</p>\n");
        }
        String step = "";
        body.append("<ul class=\"pictures\">\n");
        for (int i = 0; i < names.size(); i++) {
            Archive.Piece piece = work.pieces().get(i);
            if (!piece.step().equals(step)) {
                step = piece.step();
                body.append("</ul>\n<h2>").append(text(step)).append("</h2>\n<ul class=\"pictures\">\n");
            }
            body.append(figure(piece, names.get(i)));
        }
        body.append("</ul>\n");
        for (Archive.Said said : work.said()) {
            body.append("<blockquote><p class=\"quiet\">")
                    .append(text(said.who()))
                    .append("</p><p class=\"words\">");
            body.append(text(said.words())).append("</p></blockquote>\n");
        }
        page(folder + "/index.html", archive, work.title(), body.toString());
        for (int i = 0; i < names.size(); i++) {
            file(folder + "/" + names.get(i), work.pieces().get(i).content());
        }
    }

    private static String figure(Archive.Piece piece, String name) {
        String shown = piece.caption().isEmpty() ? piece.name() : piece.caption();
        String inside = piece.picture()
                ? "<img src=\"" + address(name) + "\" alt=\"" + text(shown) + "\">"
                : text(piece.name());
        return "<li><figure><a href=\"" + address(name) + "\">" + inside + "</a><figcaption>" + text(piece.caption())
                + "</figcaption></figure></li>\n";
    }

    private void page(String name, Archive archive, String title, String body) throws IOException {
        String page =
                "<!DOCTYPE html>\n<html lang=\"" + text(archive.language()) + "\">\n<head><meta charset=\"utf-8\">"
                        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                        + "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'none'; object-src 'none'; frame-src 'none'\">"
                        + "<title>" + text(title) + "</title>\n<style>\n" + STYLE + "</style></head>\n<body>\n" + body
                        + "</body>\n</html>\n";
        zip.setLevel(Deflater.DEFAULT_COMPRESSION);
        zip.putNextEntry(new ZipEntry(name));
        zip.write(page.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    /** Pictures and films are compressed already. */
    private void file(String name, Archive.Content content) throws IOException {
        zip.setLevel(Deflater.NO_COMPRESSION);
        zip.putNextEntry(new ZipEntry(name));
        try (InputStream bytes = content.open()) {
            bytes.transferTo(zip);
        }
        zip.closeEntry();
    }

    private static String folder(int index) {
        return "%02d".formatted(index + 1);
    }

    /** Each its own, in the files' order, and good on any system: Windows knows fewer names than phones do. */
    private static List<String> names(List<Archive.Piece> pieces) {
        return IntStream.range(0, pieces.size())
                .mapToObj(i -> "%02d-%s".formatted(i + 1, fileName(pieces.get(i).name())))
                .toList();
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

    /** A relative address of a file whose name has no character that an address treats otherwise. */
    private static String address(String name) {
        return text(name).replace(" ", "%20");
    }

    private static String text(String typed) {
        return typed.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
