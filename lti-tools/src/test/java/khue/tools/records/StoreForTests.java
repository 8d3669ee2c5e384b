/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.records;

import java.net.URI;

/** A client of a store that a test plays, for tests of other packages. */
public final class StoreForTests {

    private StoreForTests() {}

    /** @param url the store's root */
    public static StoreClient client(URI url) {
        return new StoreClient(StatementSendingTest.storeAt(url));
    }
}
