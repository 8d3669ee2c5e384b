/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.metrics;

import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.List;
import khue.xapi.statements.ReceivedStatement;
import khue.xapi.statements.StatementStore;

/** Counts statements when they are stored: the store itself need not know that somebody counts. */
@Decorator
@Priority(Interceptor.Priority.APPLICATION)
abstract class CountedStatements implements StatementStore {

    @Inject
    @Delegate
    private StatementStore store;

    @Inject
    private StatementFigures figures;

    @Override
    public void add(List<ReceivedStatement> statements) {
        store.add(statements);
        figures.accepted(statements.size());
    }
}
