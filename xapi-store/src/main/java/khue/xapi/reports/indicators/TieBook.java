/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import khue.xapi.postgres.Database;
import khue.xapi.reports.indicators.Ties.Unit;

/**
 * What is tied together is written down for each indicator and school year, and stays tied as long as somebody in it needs
 * it: answers of two days must not tie the same figures in two ways. All nodes read the same book.
 */
@ApplicationScoped
public class TieBook {

    private final Database database;

    /** For the container's proxy. */
    protected TieBook() {
        this(null);
    }

    @Inject
    public TieBook(Database database) {
        this.database = database;
    }

    /** @param year the calendar year in which the school year begins */
    Ties ties(Indicator indicator, Breakdown finest, int year, Collection<Unit> units, int minimum) {
        String about = indicator.id() + "/" + indicator.version() + "/" + finest.word();
        return database.inTransaction(connection -> {
            lock(about, year, connection);
            Collection<Set<String>> before = read(about, year, connection);
            Ties ties = Ties.of(units, before, minimum);
            if (!new HashSet<>(ties.groups()).equals(new HashSet<>(before))) {
                write(about, year, ties.groups(), connection);
            }
            return ties;
        });
    }

    private static void lock(String about, int year, Connection connection) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
            lock.setString(1, "xapi.tie " + about + " " + year);
            lock.execute();
        }
    }

    private static Collection<Set<String>> read(String about, int year, Connection connection) throws SQLException {
        Map<String, Set<String>> ties = new TreeMap<>();
        try (PreparedStatement select =
                connection.prepareStatement("select unit, tie from xapi.tie where about = ? and school_year = ?")) {
            select.setString(1, about);
            select.setInt(2, year);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ties.computeIfAbsent(row.getString("tie"), tie -> new TreeSet<>())
                            .add(row.getString("unit"));
                }
            }
        }
        return ties.values();
    }

    private static void write(String about, int year, Collection<Set<String>> ties, Connection connection)
            throws SQLException {
        List<String> units = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Set<String> tie : ties) {
            units.addAll(tie);
            tie.forEach(unit -> names.add(tie.iterator().next()));
        }
        try (PreparedStatement delete =
                        connection.prepareStatement("delete from xapi.tie where about = ? and school_year = ?");
                PreparedStatement insert = connection.prepareStatement("""
                        insert into xapi.tie (about, school_year, unit, tie)
                        select ?, ?, unit, tie from unnest(?::text[], ?::text[]) as tied (unit, tie)""")) {
            delete.setString(1, about);
            delete.setInt(2, year);
            delete.executeUpdate();
            insert.setString(1, about);
            insert.setInt(2, year);
            insert.setArray(3, connection.createArrayOf("text", units.toArray()));
            insert.setArray(4, connection.createArrayOf("text", names.toArray()));
            insert.executeUpdate();
        }
    }
}
