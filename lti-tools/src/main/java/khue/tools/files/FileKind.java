/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.files;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of file that we take. What is not here is refused: pages, scripts, programs, archives and drawings that may hold scripts. */
enum FileKind {
    JPEG("image/jpeg", "jpg", "jpeg", "jpe", "jfif"),
    PNG("image/png", "png"),
    /** What messengers and some cameras make; kept as a JPEG or a PNG. */
    WEBP("image/webp", "webp"),
    PDF("application/pdf", "pdf"),
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    PPTX("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
    ODT("application/vnd.oasis.opendocument.text", "odt"),
    MP3("audio/mpeg", "mp3"),
    M4A("audio/mp4", "m4a"),
    WAV("audio/wav", "wav"),
    MP4("video/mp4", "mp4", "m4v"),
    MOV("video/quicktime", "mov"),
    WEBM("video/webm", "webm"),
    /** What browsers record by a microphone: WebM without a picture. */
    WEBM_SOUND("audio/webm", "weba"),
    TEXT("text/plain", "txt");

    private final String mediaType;
    private final List<String> extensions;

    FileKind(String mediaType, String... extensions) {
        this.mediaType = mediaType;
        this.extensions = List.of(extensions);
    }

    String mediaType() {
        return mediaType;
    }

    /** The ending that a download's name gets. */
    String extension() {
        return extensions.get(0);
    }

    boolean picture() {
        return this == JPEG || this == PNG || this == WEBP;
    }

    /** An archive with a document in it. */
    boolean office() {
        return this == DOCX || this == XLSX || this == PPTX || this == ODT;
    }

    /** A film or a sound. */
    boolean recording() {
        return mediaType.startsWith("video/") || mediaType.startsWith("audio/");
    }

    /** The kind whose files usually end so; empty for an unknown ending. */
    static Optional<FileKind> ending(String extension) {
        return Arrays.stream(values())
                .filter(kind -> kind.extensions.contains(extension.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
