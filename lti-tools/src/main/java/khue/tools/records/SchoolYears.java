/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Which school year a moment belongs to, by the table {@code school_year}: each row has the decision that it rests on. */
@ApplicationScoped
@Transactional
public class SchoolYears {

    /** Schools here begin and end their days in this zone. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    @PersistenceContext
    private EntityManager entities;

    /** Such as {@code 2026-2027}; empty for a moment before the first school year that we know. */
    public Optional<String> at(Instant moment) {
        return ((List<?>) entities.createNativeQuery(
                                "SELECT name FROM school_year WHERE begins_on <= ?1 ORDER BY begins_on DESC LIMIT 1")
                        .setParameter(1, LocalDate.ofInstant(moment, ZONE))
                        .getResultList())
                .stream().map(String.class::cast).findFirst();
    }

    /** A school year, from its first day to the day before the next one begins. */
    public record SchoolYear(String name, LocalDate beginsOn, LocalDate endsOn) {}

    /** The school year of a moment and those before it, the latest first. */
    public List<SchoolYear> latest(Instant moment, int most) {
        return ((List<?>) entities.createNativeQuery("""
                        SELECT name, begins_on, next_begins_on - 1
                        FROM (SELECT name, begins_on, lead(begins_on, 1, begins_on + 365) OVER (ORDER BY begins_on) AS next_begins_on
                              FROM school_year) AS years
                        WHERE begins_on <= ?1 ORDER BY begins_on DESC LIMIT ?2
                        """)
                        .setParameter(1, LocalDate.ofInstant(moment, ZONE))
                        .setParameter(2, most)
                        .getResultList())
                .stream().map(row -> schoolYear((Object[]) row)).toList();
    }

    private static SchoolYear schoolYear(Object[] row) {
        return new SchoolYear((String) row[0], day(row[1]), day(row[2]));
    }

    private static LocalDate day(Object value) {
        return LocalDate.parse(value.toString());
    }
}
