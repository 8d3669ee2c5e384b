/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.Writer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import khue.xapi.credentials.Asker;
import khue.xapi.http.Failure;
import khue.xapi.http.Json;
import khue.xapi.http.Message;
import khue.xapi.postgres.Database;
import khue.xapi.reports.imports.Plan.Change;
import khue.xapi.reports.imports.Present.Stored;
import khue.xapi.reports.indicators.Computation;

/**
 * Files of reference data: looked at without changing anything, kept as a whole or not at all, undone in one step. One of them changes
 * the data at a time.
 */
@ApplicationScoped
public class Imports {

    /** Whoever only looked has this long to decide. */
    private static final Duration LOOKED_AT_FOR = Duration.ofDays(1);

    private static final int MOST_LISTED = 50;
    private static final int LONGEST_FILE_NAME = 200;
    private static final String CONTRADICTION = "23";

    /** How long somebody who looks at a file waits for what it does to figures. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** From so many rows on, plans that were made for what there was before are no good. */
    private static final int MANY = 1_000;

    private final Database database;
    private final Clock clock;
    private final Effect.Finder effects;

    /** For the container's proxy. */
    protected Imports() {
        this(null, null, null, PATIENCE);
    }

    @Inject
    public Imports(Database database, Clock clock, Computation computation) {
        this(database, clock, computation, PATIENCE);
    }

    /** Outside a container. */
    public Imports(Database database, Clock clock) {
        this(database, clock, new Computation(database), PATIENCE);
    }

    Imports(Database database, Clock clock, Computation computation, Duration patience) {
        this.database = database;
        this.clock = clock;
        this.effects = new Effect.Finder(database, computation, clock, patience);
    }

    /**
     * An import and what it changes, or has changed.
     *
     * @param builtOn later imports that would have to be undone first
     * @param effect what would become of figures; while it can be kept
     */
    record Shown(Import made, Plan plan, SortedSet<Long> builtOn, Optional<Effect> effect) {

        Shown(Import made, Plan plan, SortedSet<Long> builtOn) {
            this(made, plan, builtOn, Optional.empty());
        }
    }

    /** Reads a file and remembers it for a day; changes nothing. */
    Shown look(Table table, String file, boolean whole, byte[] content, Asker asker) {
        return database.inTransaction(connection -> {
            forgetWhatWasOnlyLookedAt(connection);
            Plan plan = Plan.of(table, content, whole, new StoredReference(connection));
            long id;
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into xapi.reference_import (reference, file, sha256, whole, content, made_at, by_key, on_behalf_of, rows)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""")) {
                insert.setString(1, table.name());
                insert.setString(2, shortened(file));
                insert.setString(3, sha256(content));
                insert.setBoolean(4, whole);
                insert.setBytes(5, content);
                insert.setObject(6, now());
                insert.setString(7, asker.key());
                insert.setString(8, asker.onBehalfOf().orElse(null));
                insert.setInt(9, plan.rows());
                try (ResultSet row = insert.executeQuery()) {
                    row.next();
                    id = row.getLong("id");
                }
            }
            return new Shown(find(id, connection).orElseThrow(Imports::unknown), plan, new TreeSet<>());
        });
    }

    /** The newest first. */
    List<Import> list(Optional<Table> table) {
        return database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    SELECT + " where kept_at is not null and (?::text is null or reference = ?) order by id desc limit "
                            + MOST_LISTED)) {
                select.setString(1, table.map(Table::name).orElse(null));
                select.setString(2, table.map(Table::name).orElse(null));
                return imports(select);
            }
        });
    }

    /** What a file would do to the data, or has done. */
    Shown show(long id) {
        return database.inTransaction(connection -> {
            Import made = find(id, connection).orElseThrow(Imports::unknown);
            return switch (made.state()) {
                case LOOKED_AT ->
                    new Shown(
                            made,
                            Plan.of(
                                    made.table(),
                                    content(id, connection),
                                    made.whole(),
                                    new StoredReference(connection)),
                            new TreeSet<>());
                case KEPT -> {
                    List<Change> changes = changes(id, connection);
                    yield new Shown(made, done(made, changes), builtOn(made, changes, connection));
                }
                case UNDONE -> new Shown(made, done(made, changes(id, connection)), new TreeSet<>());
            };
        });
    }

    /** The same with what it would do to figures, which may take a while. */
    Shown showWithEffect(long id) {
        Shown shown = show(id);
        Plan plan = shown.plan();
        boolean canBeKept = shown.made().state() == Import.State.LOOKED_AT
                && plan.problems().isEmpty()
                && !plan.changes().isEmpty();
        if (!canBeKept) {
            return shown;
        }
        Table table = shown.made().table();
        Effect effect = effects.find(table, plan, connection -> {
            try {
                apply(table, thatCanMatter(table, plan.changes(), connection), Optional.empty(), connection);
            } catch (SQLException failed) {
                throw contradictionOr(failed);
            }
        });
        return new Shown(shown.made(), plan, shown.builtOn(), Optional.of(effect));
    }

    /**
     * Without names of people whom no statement has under that name yet: nothing changes by them, and to try them would hold
     * up whoever sends the first statement of such a person.
     *
     * @throws SQLException as when a lock is not free, where somebody is to become a person whom no statement has yet
     */
    private static List<Change> thatCanMatter(Table table, List<Change> changes, Connection connection)
            throws SQLException {
        if (!table.name().equals("actor-aliases")) {
            return changes;
        }
        List<Change> matter = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select exists (select from xapi.term where fingerprint = xapi.account_fingerprint(?, ?)) as alias,
                       exists (select from xapi.term where fingerprint = xapi.account_fingerprint(?, ?)) as person""")) {
            for (Change change : changes) {
                select.setString(1, change.either().get("home_page"));
                select.setString(2, change.either().get("account"));
                select.setString(3, change.either().get("known_home_page"));
                select.setString(4, change.either().get("known_account"));
                try (ResultSet met = select.executeQuery()) {
                    met.next();
                    if (met.getBoolean("alias") && !met.getBoolean("person")) {
                        throw new SQLException("not tried: a person whom no statement has yet", "55P03");
                    }
                    if (met.getBoolean("alias")) {
                        matter.add(change);
                    }
                }
            }
        }
        return matter;
    }

    private static Plan done(Import made, List<Change> changes) {
        int touched = (int)
                changes.stream().filter(change -> change.after().isPresent()).count();
        return new Plan(made.rows(), made.rows() - touched, changes, List.of());
    }

    /** @param digest of the plan that was looked at */
    Shown keep(long id, String digest) {
        return changing(connection -> {
            Import made = find(id, connection).orElseThrow(Imports::unknown);
            if (made.state() != Import.State.LOOKED_AT) {
                throw decided();
            }
            Plan plan = Plan.of(made.table(), content(id, connection), made.whole(), new StoredReference(connection));
            if (!plan.problems().isEmpty()) {
                throw new Failure(
                        409,
                        "import-has-problems",
                        new Message(
                                "Tệp còn " + plan.problems().size() + " chỗ phải sửa; không có gì được ghi.",
                                "The file has " + plan.problems().size() + " places to mend; nothing was kept."));
            }
            if (!plan.digest().equals(digest)) {
                throw new Failure(
                        409,
                        "import-outdated",
                        new Message(
                                "Dữ liệu đã thay đổi sau khi xem trước; không có gì được ghi. Hãy xem lại rồi ghi.",
                                "The data has changed since it was looked at; nothing was kept. Look again, then keep it."));
            }
            apply(made.table(), plan.changes(), Optional.of(id), connection);
            analyze(made.table(), plan.changes(), connection);
            remember(id, plan.changes(), connection);
            mark("update xapi.reference_import set kept_at = ?, content = null where id = ?", id, connection);
            return new Shown(find(id, connection).orElseThrow(), plan, new TreeSet<>());
        });
    }

    /** Everything is as it was before the import. */
    Shown undo(long id, Asker asker) {
        return changing(connection -> {
            Import made = find(id, connection).orElseThrow(Imports::unknown);
            if (made.state() != Import.State.KEPT) {
                throw decided();
            }
            List<Change> changes = changes(id, connection);
            SortedSet<Long> later = builtOn(made, changes, connection);
            if (!later.isEmpty()) {
                String list = later.stream().map(String::valueOf).collect(Collectors.joining(", "));
                throw new Failure(
                        409,
                        "import-built-on",
                        new Message(
                                "Lần nhập sau dựa trên dữ liệu này: số " + list
                                        + ". Hãy hoàn tác các lần đó trước, từ mới đến cũ.",
                                "Later imports build on this one: " + list + ". Undo these first, the newest first."));
            }
            isStillAsItWasLeft(made, changes, connection);
            List<Change> back = changes.stream()
                    .map(change -> new Change(0, change.after(), change.before()))
                    .toList();
            apply(made.table(), back, Optional.empty(), connection);
            analyze(made.table(), back, connection);
            try (PreparedStatement update = connection.prepareStatement(
                    "update xapi.reference_import set undone_at = ?, undone_by = ? where id = ?")) {
                update.setObject(1, now());
                update.setString(2, asker.onBehalfOf().orElse(asker.key()));
                update.setLong(3, id);
                update.executeUpdate();
            }
            return new Shown(find(id, connection).orElseThrow(), done(made, changes), new TreeSet<>());
        });
    }

    /**
     * Looks at a file of our own and keeps it, unless it says nothing new.
     *
     * @param table its name
     */
    public void bring(String table, byte[] content, Asker asker) {
        Shown shown = look(Table.named(table).orElseThrow(), table + ".csv", false, content, asker);
        if (!shown.plan().problems().isEmpty()) {
            throw new IllegalStateException(
                    "a file of ours has mistakes: " + shown.plan().problems());
        }
        if (shown.plan().changes().isEmpty()) {
            giveUp(shown.made().id());
        } else {
            keep(shown.made().id(), shown.plan().digest());
        }
    }

    /**
     * Takes out what the imports of a key have brought, as far as nobody has changed it since, with all that refers to it. The imports
     * count as undone.
     */
    public void takeOut(Asker asker) {
        changing(connection -> {
            List<Long> imports = keptBy(asker.key(), connection);
            Present present = new StoredReference(connection);
            Map<Table, Set<Row>> leaving = new LinkedHashMap<>();
            for (Table table : Table.ALL) {
                for (Stored stored : present.rows(table)) {
                    if (stored.by().filter(imports::contains).isPresent()) {
                        leaving.computeIfAbsent(table, none -> new LinkedHashSet<>())
                                .add(stored.row());
                        for (Plan.User user : Plan.usersOf(table, stored.row(), present)) {
                            leaving.computeIfAbsent(user.table(), none -> new LinkedHashSet<>())
                                    .add(user.stored().row());
                        }
                    }
                }
            }
            // What refers to others stands behind them.
            List<Table> fromTheEnd = new ArrayList<>(Table.ALL);
            Collections.reverse(fromTheEnd);
            for (Table table : fromTheEnd) {
                List<Change> changes = leaving.getOrDefault(table, Set.of()).stream()
                        .map(row -> new Change(0, Optional.of(row), Optional.empty()))
                        .toList();
                apply(table, changes, Optional.empty(), connection);
            }
            try (PreparedStatement update = connection.prepareStatement(
                    "update xapi.reference_import set undone_at = ?, undone_by = ? where id = any (?)")) {
                update.setObject(1, now());
                update.setString(2, asker.onBehalfOf().orElse(asker.key()));
                update.setArray(3, connection.createArrayOf("bigint", imports.toArray()));
                return update.executeUpdate();
            }
        });
    }

    private static List<Long> keptBy(String key, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select id from xapi.reference_import where by_key = ? and kept_at is not null and undone_at is null")) {
            select.setString(1, key);
            List<Long> ids = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong("id"));
                }
            }
            return ids;
        }
    }

    /** What was only looked at is given up. */
    void giveUp(long id) {
        boolean gone = database.withConnection(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from xapi.reference_import where id = ? and kept_at is null")) {
                delete.setLong(1, id);
                return delete.executeUpdate() == 1;
            }
        });
        if (!gone) {
            throw unknown();
        }
    }

    /** How many rows each table has. */
    List<Integer> sizes() {
        return database.inTransaction(connection -> {
            List<Integer> sizes = new ArrayList<>();
            for (Table table : Table.ALL) {
                try (PreparedStatement select = connection.prepareStatement(table.counting());
                        ResultSet row = select.executeQuery()) {
                    row.next();
                    sizes.add(row.getInt(1));
                }
            }
            return sizes;
        });
    }

    /** All rows, in the order of their keys. */
    List<Row> rows(Table table) {
        return database.inTransaction(connection -> new StoredReference(connection)
                .rows(table).stream()
                        .map(Stored::row)
                        .sorted(Comparator.comparing(row -> order(table, row)))
                        .toList());
    }

    /** Numbers by their size, everything else as text. */
    private static String order(Table table, Row row) {
        return table.key().stream()
                .map(column -> row.find(column)
                        .map(value -> table.column(column).kind() == Column.Kind.WHOLE
                                ? "%012d".formatted(Long.valueOf(value))
                                : value)
                        .orElse(""))
                .collect(Collectors.joining("\0"));
    }

    /** As a file that, imported, changes nothing. */
    void write(Table table, Writer out) throws IOException {
        // Without the mark, spreadsheets take the file for one in another encoding.
        out.write('\uFEFF');
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(out);
        csv.writeRecord(table.columns().stream().map(Column::name).toList());
        for (Row row : rows(table)) {
            csv.writeRecord(table.columns().stream()
                    .map(column -> written(column, row.find(column.name()).orElse("")))
                    .toList());
        }
        csv.flush();
    }

    /** A text that a spreadsheet would take for a formula is preceded by an apostrophe, which reading takes away again. */
    private static String written(Column column, String value) {
        boolean isText = column.kind() == Column.Kind.TEXT || column.kind() == Column.Kind.SCHOOL;
        return isText && !value.isEmpty() && "=+-@".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    }

    private <T> T changing(Database.Work<T> work) {
        return database.inTransaction(connection -> {
            try (PreparedStatement lock =
                    connection.prepareStatement("select pg_advisory_xact_lock(hashtext('xapi.reference'))")) {
                lock.execute();
            }
            try {
                return work.on(connection);
            } catch (SQLException failed) {
                throw contradictionOr(failed);
            }
        });
    }

    private static SQLException contradictionOr(SQLException failed) {
        if (failed.getSQLState() != null && failed.getSQLState().startsWith(CONTRADICTION)) {
            throw contradiction(failed);
        }
        return failed;
    }

    private static void apply(Table table, List<Change> changes, Optional<Long> by, Connection connection)
            throws SQLException {
        try (PreparedStatement later = connection.prepareStatement("set constraints all deferred")) {
            later.execute();
        }
        if (table.name().equals("schools")) {
            nameSchools(changes, connection);
        }
        try (PreparedStatement delete = connection.prepareStatement(table.deleting())) {
            for (Change change : changes) {
                if (change.before().isPresent()) {
                    int parameter = 1;
                    for (String column : table.key()) {
                        delete.setString(parameter++, change.before().get().get(column));
                    }
                    delete.addBatch();
                }
            }
            delete.executeBatch();
        }
        try (PreparedStatement insert = connection.prepareStatement(table.inserting())) {
            for (Change change : changes) {
                if (change.after().isPresent()) {
                    int parameter = 1;
                    for (Column column : table.columns()) {
                        insert.setString(parameter++, change.after().get().get(column.name()));
                    }
                    insert.setObject(parameter, by.orElse(null), java.sql.Types.BIGINT);
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
        try (PreparedStatement now = connection.prepareStatement("set constraints all immediate")) {
            now.execute();
        }
    }

    private static void analyze(Table table, List<Change> changes, Connection connection) throws SQLException {
        if (changes.size() >= MANY) {
            try (PreparedStatement analyze = connection.prepareStatement(table.analyzing())) {
                analyze.execute();
            }
        }
    }

    private static void nameSchools(List<Change> changes, Connection connection) throws SQLException {
        SortedSet<String> codes = new TreeSet<>();
        changes.forEach(change -> change.after().map(row -> row.get("school")).ifPresent(codes::add));
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into xapi.school (code) select code from unnest(?::text[]) as code order by code on conflict do nothing")) {
            insert.setArray(1, connection.createArrayOf("text", codes.toArray()));
            insert.executeUpdate();
        }
    }

    private static void remember(long id, List<Change> changes, Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into xapi.reference_change (import, number, before, after) values (?, ?, ?::jsonb, ?::jsonb)")) {
            int number = 0;
            for (Change change : changes) {
                insert.setLong(1, id);
                insert.setInt(2, ++number);
                insert.setString(3, change.before().map(Imports::json).orElse(null));
                insert.setString(4, change.after().map(Imports::json).orElse(null));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static List<Change> changes(long id, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select before, after from xapi.reference_change where import = ? order by number")) {
            select.setLong(1, id);
            List<Change> changes = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    changes.add(new Change(
                            0,
                            Optional.ofNullable(row.getString("before")).map(Imports::row),
                            Optional.ofNullable(row.getString("after")).map(Imports::row)));
                }
            }
            return changes;
        }
    }

    /** Later imports about the same things, and those whose rows refer to what this one brought. */
    private static SortedSet<Long> builtOn(Import made, List<Change> changes, Connection connection)
            throws SQLException {
        Table table = made.table();
        SortedSet<Long> later = new TreeSet<>();
        Set<List<String>> topics = new HashSet<>();
        changes.forEach(change -> topics.add(table.topicOf(change.either())));
        try (PreparedStatement select = connection.prepareStatement("""
                select change.import, coalesce(after, before) as row
                  from xapi.reference_import made
                  join xapi.reference_change change on change.import = made.id
                 where made.reference = ? and made.id > ? and made.kept_at is not null and made.undone_at is null""")) {
            select.setString(1, table.name());
            select.setLong(2, made.id());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    if (topics.contains(table.topicOf(row(row.getString("row"))))) {
                        later.add(row.getLong("import"));
                    }
                }
            }
        }
        Present present = new StoredReference(connection);
        changes.stream()
                .filter(change -> change.kind() == Change.Kind.ADDED)
                .map(Change::either)
                .flatMap(row -> Plan.usersOf(table, row, present).stream())
                .map(user -> user.stored().by())
                .flatMap(Optional::stream)
                .forEach(later::add);
        return later;
    }

    /** Somebody may have changed it by other means than imports. */
    private static void isStillAsItWasLeft(Import made, Collection<Change> changes, Connection connection) {
        Table table = made.table();
        Map<List<Optional<String>>, Row> present = new StoredReference(connection)
                .rows(table).stream()
                        .map(Stored::row)
                        .collect(Collectors.toMap(row -> Plan.key(table, row), row -> row));
        for (Change change : changes) {
            Optional<Row> now = Optional.ofNullable(present.get(Plan.key(table, change.either())));
            if (!now.equals(change.after())) {
                throw new Failure(
                        409,
                        "import-changed-since",
                        new Message(
                                "“" + table.keyOf(change.either())
                                        + "” đã thay đổi theo cách khác sau lần nhập này. Hãy nhập một tệp đúng thay cho hoàn tác.",
                                "“" + table.keyOf(change.either())
                                        + "” was changed by other means since. Import a file that is right instead."));
            }
        }
    }

    private static final String SELECT = """
            select id, reference, file, sha256, whole, made_at, coalesce(on_behalf_of, by_key) as by, rows, kept_at, undone_at
              from xapi.reference_import""";

    private static Optional<Import> find(long id, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " where id = ?")) {
            select.setLong(1, id);
            return imports(select).stream().findFirst();
        }
    }

    private static List<Import> imports(PreparedStatement select) throws SQLException {
        List<Import> imports = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                imports.add(new Import(
                        row.getLong("id"),
                        Table.named(row.getString("reference")).orElseThrow(),
                        row.getString("file"),
                        row.getString("sha256"),
                        row.getBoolean("whole"),
                        instant("made_at", row).orElseThrow(),
                        row.getString("by"),
                        row.getInt("rows"),
                        instant("kept_at", row),
                        instant("undone_at", row)));
            }
        }
        return imports;
    }

    private static Optional<Instant> instant(String column, ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static byte[] content(long id, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select content from xapi.reference_import where id = ? and content is not null")) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw decided();
                }
                return row.getBytes("content");
            }
        }
    }

    private void mark(String sql, long id, Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, now());
            update.setLong(2, id);
            update.executeUpdate();
        }
    }

    private void forgetWhatWasOnlyLookedAt(Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from xapi.reference_import where kept_at is null and made_at < ?")) {
            delete.setObject(1, now().minus(LOOKED_AT_FOR));
            delete.executeUpdate();
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static String json(Row row) {
        try {
            return Json.mapper().writeValueAsString(row.values());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts are JSON", impossible);
        }
    }

    private static Row row(String json) {
        try {
            return new Row(Json.mapper().readValue(json, new TypeReference<Map<String, String>>() {}));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("we wrote this JSON ourselves", impossible);
        }
    }

    private static String shortened(String file) {
        String printable = file.replaceAll("\\p{Cntrl}", "").strip();
        return printable.length() > LONGEST_FILE_NAME ? printable.substring(0, LONGEST_FILE_NAME) : printable;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static Failure unknown() {
        return new Failure(
                404,
                "import-not-found",
                new Message(
                        "Không có lần nhập này; tệp chỉ xem trước được giữ một ngày. Hãy tải tệp lên lại.",
                        "There is no such import; a file that was only looked at is kept for a day. Send it again."));
    }

    private static Failure decided() {
        return new Failure(
                409,
                "import-decided",
                new Message(
                        "Lần nhập này đã được ghi hoặc hoàn tác rồi; không có gì thay đổi.",
                        "This import was kept or undone already; nothing was changed."));
    }

    private static Failure contradiction(SQLException failed) {
        Failure failure = new Failure(
                409,
                "import-contradicts",
                new Message(
                        "Tệp mâu thuẫn với dữ liệu đã có nên không có gì được ghi: " + failed.getMessage(),
                        "The file contradicts what there is, and nothing was kept: " + failed.getMessage()));
        failure.initCause(failed);
        return failure;
    }
}
