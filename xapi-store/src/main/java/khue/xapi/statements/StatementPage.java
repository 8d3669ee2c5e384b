/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import java.util.List;
import java.util.OptionalLong;

/**
 * Some of the statements that a query asks for, in order.
 *
 * @param next where the following page starts; empty when this one is the last
 */
public record StatementPage(List<StoredStatement> statements, OptionalLong next) {

    public StatementPage {
        statements = List.copyOf(statements);
    }
}
