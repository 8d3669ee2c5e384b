/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** The checks that a file passes before its bytes get a place on the disk. */
final class Intake {

    private final Contents contents;
    private final Clock clock;
    private final long largest;
    private final int pictureSide;
    private final KindDetector kinds = new KindDetector();

    /**
     * @param largest in bytes
     * @param pictureSide how many pixels the longer side of a picture keeps
     */
    Intake(Contents contents, Clock clock, long largest, int pictureSide) {
        this.contents = contents;
        this.clock = clock;
        this.largest = largest;
        this.pictureSide = pictureSide;
    }

    /** @throws FileRefused when the file is not taken; then nothing of it stays */
    ReceivedFile receive(InputStream content, String name) throws IOException, FileRefused {
        Path draft = contents.draft();
        try {
            Contents.write(content, draft, largest);
            FileKind detected = kinds.detect(draft);
            FileKind kind = detected.recording() ? Recordings.forget(draft, detected) : detected;
            if (kind == FileKind.PDF) {
                PortableDocument.forget(draft);
            } else if (kind.office()) {
                OfficeDocument.forget(draft, contents.draft());
            }
            return kind.picture() ? picture(draft, kind, name) : document(draft, kind, name);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private ReceivedFile document(Path draft, FileKind kind, String name) throws IOException {
        long size = Files.size(draft);
        return new ReceivedFile(
                contents.place(draft, clock.instant()),
                FileName.clean(name, kind),
                kind.mediaType(),
                size,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private ReceivedFile picture(Path draft, FileKind kind, String name) throws IOException, FileRefused {
        Path picture = contents.draft();
        Path thumbnail = contents.draft();
        try {
            Pictures.Made made = Pictures.remake(draft, kind, pictureSide, picture, thumbnail);
            long size = Files.size(picture);
            return new ReceivedFile(
                    contents.place(picture, clock.instant()),
                    FileName.clean(name, made.kind()),
                    made.kind().mediaType(),
                    size,
                    Optional.of(made.width()),
                    Optional.of(made.height()),
                    Optional.of(contents.place(thumbnail, clock.instant())));
        } finally {
            Files.deleteIfExists(picture);
            Files.deleteIfExists(thumbnail);
        }
    }
}
