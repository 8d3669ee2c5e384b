/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation.news;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import khue.tools.database.SingleStatements;

/**
 * What each evaluator knew when the visit before ended. A page that is opened again in the same visit is compared with the same; a visit ends
 * with its sign-in, or when nobody looked for six hours.
 */
@ApplicationScoped
public class EvaluatorVisits {

    private static final String SEEN = """
            INSERT INTO evaluator_visit AS visit (account_id, visit_id, seen_at, known)
            VALUES (?, ?, ?, ?)
            ON CONFLICT (account_id) DO UPDATE
            SET (since, before) =
                  (SELECT CASE WHEN another THEN visit.seen_at ELSE visit.since END,
                          CASE WHEN another THEN visit.known ELSE visit.before END
                   FROM (SELECT visit.visit_id <> excluded.visit_id
                                OR excluded.seen_at > visit.seen_at + interval '6 hours' AS another) AS told),
                visit_id = excluded.visit_id, seen_at = excluded.seen_at, known = excluded.known
            RETURNING since, before
            """;

    @Inject
    private SingleStatements database;

    @Inject
    private Clock clock;

    /** What was known, and when. */
    record Before(Instant since, Known known) {}

    /** Notes what somebody sees now, and says what it was at the end of the visit before; empty in the first one. */
    Optional<Before> seen(UUID account, UUID visit, Known now) {
        return database.rows(
                        SEEN,
                        row -> row.optionalText(2).map(text -> new Before(row.instant(1), Known.of(text))),
                        account,
                        visit,
                        clock.instant().atOffset(ZoneOffset.UTC),
                        now.text())
                .get(0);
    }
}
