/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import static khue.run.CannotStart.Reason.DATA_DIR_UNUSABLE;
import static khue.run.CannotStart.Reason.LMS_FAILED;
import static khue.run.CannotStart.Reason.LMS_PORT_TAKEN;
import static khue.run.CannotStart.Reason.PORT_TAKEN;
import static khue.run.CannotStart.Reason.POSTGRES_FAILED;
import static khue.run.CannotStart.Reason.SERVER_DIED;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import khue.samplelms.Options;
import khue.samplelms.SampleLms;

/**
 * A running Khuê: data directory, PostgreSQL, server, sample LMS; closing it stops them in the opposite order. It is
 * closed too when the Java machine ends, by Ctrl-C for one.
 */
public final class Khue implements AutoCloseable {

    /** Starts one part, or says in one line why it cannot. */
    private interface Part<T extends AutoCloseable> {
        T start() throws CannotStart;
    }

    /** The server may end by the same Ctrl-C a moment before we hear of it. */
    private static final Duration SIGNAL_DELAY = Duration.ofSeconds(1);

    private final Settings settings;
    private final Progress progress;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Thread atTheEnd = new Thread(this::close, "khue-stop");
    private final CompletableFuture<CannotStart> end = new CompletableFuture<>();
    private volatile boolean stopping;

    private PayaraServer server;
    private Database database;
    private Credentials storeKey;
    private Optional<String> keySecret = Optional.empty();
    private SampleLms sampleLms;
    private Optional<String> firstAdminPassword = Optional.empty();
    private Optional<String> firstEvaluatorPassword = Optional.empty();

    private Khue(Settings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Starts everything and returns when people can use it.
     *
     * @throws CannotStart when something is in the way; what had been started is stopped again
     */
    public static Khue start(Settings settings, Progress progress) throws CannotStart, InterruptedException {
        Khue khue = new Khue(settings, progress);
        Runtime.getRuntime().addShutdownHook(khue.atTheEnd);
        try {
            khue.start();
            return khue;
        } catch (CannotStart e) {
            khue.stopBecause(e);
            throw e;
        } catch (InterruptedException | RuntimeException e) {
            khue.close();
            throw e;
        }
    }

    private void start() throws CannotStart, InterruptedException {
        DataDirectory directory = own(() -> DataDirectory.open(settings.dataDirectory()));
        progress.say("Khuê: %s".formatted(settings.dataDirectory()));
        if (PayaraServer.endOrphan(directory) | PrivatePostgres.endOrphan(directory)) {
            progress.say("Đã dừng những gì lần chạy trước để lại / ended what a killed run had left");
        }
        refuseATakenPort(settings.httpHost(), settings.httpPort(), PORT_TAKEN, Setting.HTTP_PORT);
        if (settings.sampleLms()) {
            refuseATakenPort(
                    InetAddress.getLoopbackAddress(),
                    settings.sampleLmsPort(),
                    LMS_PORT_TAKEN,
                    Setting.SAMPLE_LMS_PORT);
        }
        try {
            Secrets secrets = Secrets.in(directory.secrets(), new SecureRandom());
            database = startDatabase(directory, secrets);
            keySecret = keySecret(secrets);
            storeKey = settings.storeKey().isPresent() ? settings.storeKey().get() : secrets.key("store");
            if (settings.adminPassword().isEmpty()
                    && (secrets.adminPasswordNotYetShown().isPresent() || !database.hasAccounts())) {
                firstAdminPassword = Optional.of(secrets.adminPassword());
                if (settings.sampleData() && settings.evaluatorPassword().isEmpty()) {
                    firstEvaluatorPassword = Optional.of(secrets.evaluatorPassword());
                }
            }
            server = own(() -> PayaraServer.start(Application.built(), directory, settings, environment()));
            server.awaitReady(progress);
            if (settings.sampleLms()) {
                sampleLms = own(() -> startSampleLms(directory));
            }
            if (settings.sampleData()) {
                own(() -> SampleDataWatch.over(database, progress));
            }
            progress.say("Sẵn sàng / ready");
            secrets.forgetFirstPasswords();
        } catch (IOException e) {
            throw new CannotStart(
                    DATA_DIR_UNUSABLE,
                    "Không đọc hoặc ghi được %s: %s".formatted(directory.secrets(), e.getMessage()),
                    "%s cannot be read or written: %s".formatted(directory.secrets(), e.getMessage()),
                    e);
        } catch (SQLException e) {
            throw new CannotStart(
                    POSTGRES_FAILED,
                    "Cơ sở dữ liệu không trả lời: " + e.getMessage(),
                    "The database does not answer: " + e.getMessage(),
                    e);
        }
    }

    /** Ours to make only where no other node reads what is encrypted under it. */
    private Optional<String> keySecret(Secrets secrets) throws IOException {
        Optional<String> set = Optional.ofNullable(settings.keySecrets().get(Setting.KEY_SECRET));
        return set.isPresent() || settings.existing().isPresent() ? set : Optional.of(secrets.get("keys"));
    }

    private Database startDatabase(DataDirectory directory, Secrets secrets) throws CannotStart, InterruptedException {
        if (settings.existing().isPresent()) {
            Database existing = settings.existing().get().prepare();
            progress.say("PostgreSQL có sẵn / existing: " + existing.url().replaceFirst("\\?.*", ""));
            return existing;
        }
        progress.begin("PostgreSQL đang khởi động / starts");
        PrivatePostgres postgres = own(() -> PrivatePostgres.start(directory, secrets));
        progress.say("Đã chạy / running: " + postgres);
        own(() -> PostgresWatch.over(postgres, progress, end::complete));
        return postgres.database();
    }

    private SampleLms startSampleLms(DataDirectory directory) throws CannotStart {
        try {
            return SampleLms.start(Options.defaults()
                    .withPort(settings.sampleLmsPort())
                    .withTemperament(settings.sampleLmsTemperament())
                    .withDirectory(directory.sampleLms())
                    .withToolRegistration(URI.create(toolsUrl() + "/lti/register")));
        } catch (IOException e) {
            throw new CannotStart(
                    LMS_FAILED,
                    "LMS mẫu không chạy được: " + e.getMessage(),
                    "The sample LMS does not start: " + e.getMessage(),
                    e);
        }
    }

    /** What the two applications read, by the names of the reference page. */
    private Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        put(environment, Setting.DATA_DIR, settings.dataDirectory().toString());
        put(environment, Setting.BASE_URL, settings.baseUrl().toString());
        put(environment, Setting.DB_URL, database.url());
        put(environment, Setting.TOOLS_DB_USER, database.tools().name());
        put(environment, Setting.TOOLS_DB_PASSWORD, database.tools().secret());
        put(environment, Setting.XAPI_DB_USER, database.xapi().name());
        put(environment, Setting.XAPI_DB_PASSWORD, database.xapi().secret());
        put(environment, Setting.STORE_URL, settings.storeUrl().toString());
        put(environment, Setting.STORE_KEY, storeKey.name());
        put(environment, Setting.STORE_SECRET, storeKey.secret());
        put(environment, Setting.XAPI_DEFAULT_VERSION, settings.xapiDefaultVersion());
        settings.limits().forEach((limit, number) -> put(environment, limit, number));
        settings.xapiTokens().forEach((setting, value) -> put(environment, setting, value));
        put(environment, Setting.XAPI_CORS_ORIGINS, String.join(",", settings.xapiCorsOrigins()));
        settings.signIn().forEach((setting, value) -> put(environment, setting, value));
        put(environment, Setting.IRI_BASE, settings.iriBase());
        put(environment, Setting.MIN_GROUP, Integer.toString(settings.minGroup()));
        put(environment, Setting.KEY_DAYS, Integer.toString(settings.keyDays()));
        settings.keySecrets().forEach((setting, value) -> put(environment, setting, value));
        keySecret.ifPresent(secret -> put(environment, Setting.KEY_SECRET, secret));
        put(environment, Setting.OUTBOUND_ALLOW, String.join(",", settings.outboundAllow()));
        put(environment, Setting.SAMPLE_LMS, Boolean.toString(settings.sampleLms()));
        put(environment, Setting.SAMPLE_LMS_PORT, Integer.toString(settings.sampleLmsPort()));
        settings.adminPassword()
                .or(() -> firstAdminPassword)
                .ifPresent(password -> put(environment, Setting.ADMIN_PASSWORD, password));
        settings.evaluatorPassword()
                .or(() -> firstEvaluatorPassword)
                .ifPresent(password -> put(environment, Setting.EVALUATOR_PASSWORD, password));
        put(environment, Setting.SAMPLE_DATA, Boolean.toString(settings.sampleData()));
        settings.lrsKey().ifPresent(key -> {
            put(environment, Setting.LRS_KEY, key.name());
            put(environment, Setting.LRS_SECRET, key.secret());
        });
        return environment;
    }

    private static void put(Map<String, String> environment, Setting setting, String value) {
        environment.put(setting.variable(), value);
    }

    public Settings settings() {
        return settings;
    }

    public Database database() {
        return database;
    }

    /** The key that the tools use at the store. */
    public Credentials storeKey() {
        return storeKey;
    }

    /** The password that was made for the account {@code admin}, at the first start only. */
    public Optional<String> firstAdminPassword() {
        return firstAdminPassword;
    }

    /** The password that was made for the account {@code evaluator}, at the first start with sample data only. */
    public Optional<String> firstEvaluatorPassword() {
        return firstEvaluatorPassword;
    }

    /** Where people start. */
    public URI toolsUrl() {
        return URI.create(settings.baseUrl() + "/tools");
    }

    /** The sample LMS, where it runs. */
    public Optional<SampleLms> sampleLms() {
        return Optional.ofNullable(sampleLms);
    }

    /**
     * Waits until the server ends by itself, or PostgreSQL for good; stops the rest and tells why.
     *
     * @throws InterruptedException when it was told to stop instead
     */
    public CannotStart awaitEnd() throws InterruptedException {
        server.end().thenAccept(end::complete);
        try {
            CannotStart reason = end.get();
            stopBecause(reason);
            return reason;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("it ends with a reason only", impossible);
        }
    }

    /** Ctrl-C reaches the server as it reaches us: whatever fails while everything is being stopped is no news. */
    private void stopBecause(CannotStart failure) throws InterruptedException {
        if (failure.reason() == SERVER_DIED) {
            Thread.sleep(SIGNAL_DELAY.toMillis());
        }
        boolean toldToStop = stopping;
        close();
        if (toldToStop) {
            throw new InterruptedException("told to stop");
        }
    }

    private synchronized <T extends AutoCloseable> T own(Part<T> part) throws CannotStart, InterruptedException {
        if (stopping) {
            throw new InterruptedException("stopped while starting");
        }
        T started = part.start();
        parts.push(started);
        return started;
    }

    @Override
    public void close() {
        stopping = true;
        // A part that is being started is waited for: it could not be stopped otherwise.
        synchronized (this) {
            while (!parts.isEmpty()) {
                try {
                    parts.pop().close();
                } catch (Exception e) {
                    progress.say("%s".formatted(e.getMessage()));
                }
            }
        }
        try {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException e) {
            // The Java machine is ending: this is the hook, or it waits for this.
        }
    }

    /** Asks twice: some systems let two programs bind the same port on different addresses. */
    private static void refuseATakenPort(InetAddress host, int port, CannotStart.Reason reason, Setting setting)
            throws CannotStart {
        InetAddress reachable = host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(reachable, port), 1000);
            throw taken(host, port, reason, setting, "đã có chương trình khác dùng", "is in use by another program");
        } catch (IOException e) {
            // Nobody answers, as it should be.
        }
        try (ServerSocket socket = new ServerSocket(port, 1, host)) {
            socket.getLocalPort();
        } catch (IOException e) {
            throw taken(
                    host,
                    port,
                    reason,
                    setting,
                    "không mở được (" + e.getMessage() + ")",
                    "cannot be opened (" + e.getMessage() + ")");
        }
    }

    private static CannotStart taken(
            InetAddress host, int port, CannotStart.Reason reason, Setting setting, String vietnamese, String english) {
        String address = host.getHostAddress();
        return new CannotStart(
                reason,
                "Cổng %d ở %s %s. Chọn cổng khác bằng %s.".formatted(port, address, vietnamese, setting.variable()),
                "Port %d on %s %s. Choose another with %s.".formatted(port, address, english, setting.variable()));
    }
}
