/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import static khue.run.CannotStart.Reason.DB_TOO_OLD;
import static khue.run.CannotStart.Reason.DB_UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import khue.testing.Ports;
import org.junit.jupiter.api.Test;

class ExistingPostgresTest {

    private static final Credentials USER = new Credentials("khue", "secret");

    private final ExistingPostgres postgres = new ExistingPostgres(
            USER, new Database("jdbc:postgresql://127.0.0.1:" + Ports.free() + "/khue?password=secret", USER, USER));

    @Test
    void isNoOlderThanWhatTheMigrationsNeed() {
        assertThat(catchThrowableOfType(CannotStart.class, () -> postgres.refuseAnOldVersion(13))
                        .reason())
                .isEqualTo(DB_TOO_OLD);
        assertThatCode(() -> postgres.refuseAnOldVersion(14)).doesNotThrowAnyException();
    }

    @Test
    void isNamedWithoutThePasswordThatItsAddressMayHold() {
        CannotStart refusal = catchThrowableOfType(CannotStart.class, postgres::prepare);

        assertThat(refusal.reason()).isEqualTo(DB_UNREACHABLE);
        assertThat(refusal.lines()).contains("/khue").doesNotContain("secret");
    }
}
