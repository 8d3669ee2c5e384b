/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    private Path file;

    @BeforeEach
    void chooseAFile(@TempDir Path folder) {
        file = folder.resolve("secrets.properties");
    }

    @Test
    void keepsWhatItMade() throws IOException {
        String made = Secrets.in(file, new SecureRandom()).get("store");

        assertThat(made).matches("[a-z2-9]{40}");
        assertThat(Secrets.in(file, new SecureRandom()).get("store")).isEqualTo(made);
        assertThat(Secrets.in(file, new SecureRandom()).get("another")).isNotEqualTo(made);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void isReadByItsOwnerAlone() throws IOException {
        Secrets.in(file, new SecureRandom()).get("store");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void keepsTheFirstPasswordsOnlyUntilTheyWereShown() throws IOException {
        String made = Secrets.in(file, new SecureRandom()).adminPassword();
        String evaluators = Secrets.in(file, new SecureRandom()).evaluatorPassword();
        Secrets afterAnInterruptedStart = Secrets.in(file, new SecureRandom());

        assertThat(afterAnInterruptedStart.adminPasswordNotYetShown()).contains(made);
        assertThat(afterAnInterruptedStart.evaluatorPassword()).isEqualTo(evaluators);
        afterAnInterruptedStart.forgetFirstPasswords();
        assertThat(Secrets.in(file, new SecureRandom()).adminPasswordNotYetShown())
                .isEmpty();
        assertThat(file).content().doesNotContain(made, evaluators);
    }
}
