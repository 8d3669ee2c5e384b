/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import khue.xapi.postgres.Database;

/** Answers without a container, for tests of other packages. */
public final class AnswersForTests {

    private AnswersForTests() {}

    public static Answers of(Database database, int minimumGroup) {
        Computation computation = new Computation(database);
        return new Answers(computation, new SmallGroups(computation, new TieBook(database), minimumGroup));
    }
}
