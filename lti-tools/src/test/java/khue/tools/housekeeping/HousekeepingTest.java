/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The server would give up the timer for good if it failed twice. */
class HousekeepingTest {

    private final List<String> done = new ArrayList<>();

    @Test
    void doesTheOtherChoresAndDoesNotFailWhenOneFails() {
        List<Chore> chores = List.of(
                () -> {
                    throw new IllegalStateException("the database is away");
                },
                () -> done.add("second"),
                () -> {
                    throw new IOException("the disk cannot be read");
                },
                () -> {
                    throw new OutOfMemoryError("of the test");
                },
                () -> done.add("last"));

        assertThatCode(() -> Housekeeping.attempt(chores)).doesNotThrowAnyException();

        assertThat(done).containsExactly("second", "last");
    }

    /** A transaction of the container around all chores would be marked by one that fails, and then fail the timer. */
    @Test
    void standsInNoTransactionOfTheContainer() {
        assertThat(Housekeeping.class.getAnnotation(TransactionManagement.class))
                .extracting(TransactionManagement::value)
                .isEqualTo(TransactionManagementType.BEAN);
    }
}
