/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import java.util.UUID;
import khue.xapi.http.Failure;
import khue.xapi.http.Message;

/** The store holds another statement under an id of the request, so nothing of the request is stored. */
public class StatementConflict extends Failure {

    public StatementConflict(UUID id) {
        super(
                409,
                "statement-id-taken",
                new Message(
                        "Kho đã có một câu xAPI khác với id " + id + ", nên không có gì được ghi. Hãy gửi với id mới.",
                        "The store holds a different statement with the id " + id
                                + ", so nothing was stored. Send yours under a new id."));
    }
}
