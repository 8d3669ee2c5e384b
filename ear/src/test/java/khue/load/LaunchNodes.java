/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import khue.run.CannotStart;
import khue.run.Khue;
import khue.run.Progress;
import khue.run.Settings;
import khue.testing.Ports;
import khue.testing.TestPostgres;

/** One server or two with one database, all empty: browsers know them by the address of the first. */
final class LaunchNodes implements AutoCloseable {

    private final Path folder;
    private final Options options;
    private final Progress progress;
    private final TestPostgres postgres;
    private final List<URI> sites = new ArrayList<>();
    private final List<Khue> nodes = new ArrayList<>();

    LaunchNodes(Path folder, Options options, Progress progress)
            throws IOException, SQLException, CannotStart, InterruptedException {
        this.folder = folder;
        this.options = options;
        this.progress = progress;
        postgres = new TestPostgres(folder.resolve("postgres"));
        add();
    }

    /** Starts one more server. */
    void add() throws CannotStart, InterruptedException {
        int number = nodes.size();
        int port = number == 0 ? options.port() : Ports.free();
        sites.add(URI.create("http://127.0.0.1:" + port));
        Map<String, String> environment = new TreeMap<>();
        environment.put("KHUE_DATA_DIR", folder.resolve("node-" + number).toString());
        environment.put("KHUE_HTTP_PORT", Integer.toString(port));
        environment.put("KHUE_BASE_URL", site(0).toString());
        environment.put("KHUE_SAMPLE_LMS", "false");
        environment.put("KHUE_DB_URL", postgres.database().url());
        environment.put("KHUE_DB_USER", postgres.database().tools().name());
        environment.put("KHUE_DB_PASSWORD", postgres.database().tools().secret());
        environment.put("KHUE_STORE_KEY", "tools");
        environment.put("KHUE_STORE_SECRET", "a-secret-for-the-benchmark-only");
        environment.put("KHUE_OUTBOUND_ALLOW", "127.0.0.1");
        environment.put("KHUE_JAVA_OPTS", options.serverOptions());
        nodes.add(Khue.start(Settings.of(environment), progress));
    }

    /** Scheme, host and port of a server. */
    URI site(int node) {
        return sites.get(node);
    }

    int count() {
        return nodes.size();
    }

    Connection connect() throws SQLException {
        return postgres.database().connectAsTools();
    }

    /** Of the first server and the database. */
    Optional<Cpu> cpu() {
        return Cpu.now(folder.resolve("node-0/server.process"), folder.resolve("postgres/data/postmaster.pid"));
    }

    @Override
    public void close() throws IOException {
        for (Khue node : nodes) {
            node.close();
        }
        postgres.close();
    }
}
