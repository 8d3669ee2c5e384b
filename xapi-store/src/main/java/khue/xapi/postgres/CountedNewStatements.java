/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.util.List;
import khue.xapi.metrics.StatementFigures;

/** Counts the statements that were not there before: whoever writes tells of those alone, and only when they are committed. */
@ApplicationScoped
class CountedNewStatements implements Projection {

    private final StatementFigures figures;

    /** For the container's proxy. */
    protected CountedNewStatements() {
        this(null);
    }

    @Inject
    CountedNewStatements(StatementFigures figures) {
        this.figures = figures;
    }

    @Override
    public AfterCommit added(List<AddedStatement> statements, Connection connection, Commands commands) {
        int count = statements.size();
        return () -> figures.stored(count);
    }
}
