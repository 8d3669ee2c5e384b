/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import static khue.run.CannotStart.Reason.ALREADY_RUNNING;
import static khue.run.CannotStart.Reason.DATA_DIR_UNUSABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    private Path folder;

    @Test
    void isOpenOnceAtATime() throws CannotStart {
        try (DataDirectory open = DataDirectory.open(folder)) {
            CannotStart refusal = catchThrowableOfType(CannotStart.class, () -> DataDirectory.open(folder));
            assertThat(refusal.reason()).isEqualTo(ALREADY_RUNNING);
            assertThat(open.logs()).isDirectory();
        }
        DataDirectory.open(folder).close();
    }

    @Test
    void isNoFile() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(catchThrowableOfType(CannotStart.class, () -> DataDirectory.open(file))
                        .reason())
                .isEqualTo(DATA_DIR_UNUSABLE);
    }

    @Test
    void canBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(catchThrowableOfType(CannotStart.class, () -> DataDirectory.open(file.resolve("below")))
                        .reason())
                .isEqualTo(DATA_DIR_UNUSABLE);
    }

    @Test
    void hasAPathThatTheServerCanStartIn() {
        assertThat(catchThrowableOfType(CannotStart.class, () -> DataDirectory.open(folder.resolve("dữ liệu")))
                        .reason())
                .isEqualTo(DATA_DIR_UNUSABLE);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void belongsToItsOwnerAlone() throws CannotStart, IOException {
        Path data = folder.resolve("data");
        DataDirectory.open(data).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
    }
}
