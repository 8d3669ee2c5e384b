/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;

/** What a file is, from its bytes alone: a name is only what somebody wrote. */
final class KindDetector {

    private static final int DIRECTORY_BYTES = 1 << 20;
    private static final int BEGINNING_BYTES = 64;
    private static final List<String> MPEG4_BRANDS = List.of("iso", "mp4", "avc1", "dash", "MSNV", "M4V");

    private static final Map<String, FileKind> BY_TYPE = Map.ofEntries(
            Map.entry("image/jpeg", FileKind.JPEG),
            Map.entry("image/png", FileKind.PNG),
            Map.entry("image/webp", FileKind.WEBP),
            Map.entry("application/pdf", FileKind.PDF),
            Map.entry("audio/mpeg", FileKind.MP3),
            Map.entry("audio/mp4", FileKind.M4A),
            Map.entry("video/x-m4v", FileKind.MP4),
            Map.entry("audio/vnd.wave", FileKind.WAV),
            Map.entry("video/mp4", FileKind.MP4),
            Map.entry("text/plain", FileKind.TEXT));

    private static final Map<String, FileKind> BY_MAIN_PART = Map.of(
            "wordprocessingml.document.main+xml", FileKind.DOCX,
            "spreadsheetml.sheet.main+xml", FileKind.XLSX,
            "presentationml.presentation.main+xml", FileKind.PPTX);

    private final MimeTypes types = MimeTypes.getDefaultMimeTypes();

    FileKind detect(Path file) throws IOException, FileRefused {
        String type = type(file);
        if (type.equals("application/zip")
                || type.startsWith("application/x-tika-ooxml")
                || type.startsWith("application/vnd.oasis.opendocument")) {
            return document(file);
        }
        if (type.startsWith("image/heic") || type.startsWith("image/heif")) {
            throw new FileRefused(FileRefused.Reason.HEIC);
        }
        FileKind kind = switch (type) {
            case "video/quicktime" -> film(beginning(file));
            case "application/x-matroska" -> webm(beginning(file));
            default -> BY_TYPE.get(type);
        };
        if (kind != null) {
            return kind;
        }
        boolean picture = type.startsWith("image/") && !type.equals("image/svg+xml");
        throw new FileRefused(picture ? FileRefused.Reason.PICTURE_FORMAT : FileRefused.Reason.KIND);
    }

    private String type(Path file) throws IOException {
        try (InputStream content = new BufferedInputStream(Files.newInputStream(file))) {
            return types.detect(content, new Metadata()).toString();
        }
    }

    /** Tika tells MPEG-4 from QuickTime by few brands only. The major brand stands behind the box's name (ISO/IEC 14496-12, 4.3). */
    private static FileKind film(String beginning) {
        boolean branded = beginning.startsWith("ftyp", 4) && beginning.length() >= 12;
        String brand = branded ? beginning.substring(8, 12) : "";
        if (brand.equals("qt  ")) {
            return FileKind.MOV;
        }
        return MPEG4_BRANDS.stream().anyMatch(brand::startsWith) ? FileKind.MP4 : null;
    }

    /** WebM is the Matroska whose DocType element (RFC 8794, 11.2.1) says so. */
    private static FileKind webm(String beginning) {
        return beginning.contains("B\u0082\u0084webm") ? FileKind.WEBM : null;
    }

    /** The first bytes, each as one character. */
    private static String beginning(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return new String(content.readNBytes(BEGINNING_BYTES), StandardCharsets.ISO_8859_1);
        }
    }

    /** Office documents are archives with a table of contents that says what the main part is; any other archive is refused. */
    private static FileKind document(Path file) throws FileRefused {
        try (Archive archive = new Archive(file)) {
            FileKind kind = document(archive);
            archive.requireModest();
            return kind;
        } catch (IOException notAnArchive) {
            throw new FileRefused(FileRefused.Reason.ARCHIVE, notAnArchive);
        }
    }

    private static FileKind document(Archive archive) throws IOException, FileRefused {
        if (archive.text("mimetype", DIRECTORY_BYTES).equals(FileKind.ODT.mediaType())) {
            return FileKind.ODT;
        }
        String contents = archive.text("[Content_Types].xml", DIRECTORY_BYTES);
        return BY_MAIN_PART.entrySet().stream()
                .filter(part -> contents.contains(part.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new FileRefused(FileRefused.Reason.ARCHIVE));
    }
}
