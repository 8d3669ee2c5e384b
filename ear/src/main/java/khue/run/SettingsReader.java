/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import static khue.run.CannotStart.Reason.LMS_NEEDS_LOOPBACK;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import khue.run.Environment.Range;
import khue.samplelms.temperament.Temperament;

/** What each setting takes, and how settings hang together. */
final class SettingsReader {

    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;
    private static final long GIB = 1024 * MIB;

    private static final Map<Setting, Range> LIMITS = Map.ofEntries(
            Map.entry(Setting.XAPI_MAX_BODY, new Range(KIB, 256 * MIB)),
            Map.entry(Setting.XAPI_MAX_BATCH, new Range(1, 100_000)),
            Map.entry(Setting.XAPI_MAX_ATTACHMENT, new Range(KIB, 16 * GIB)),
            Map.entry(Setting.XAPI_MAX_REQUEST, new Range(KIB, 64 * GIB)),
            Map.entry(Setting.XAPI_MAX_DOCUMENT, new Range(KIB, 256 * MIB)),
            Map.entry(Setting.XAPI_MAX_DEPTH, new Range(16, 256)),
            Map.entry(Setting.XAPI_MAX_STRING, new Range(KIB, 16 * MIB)),
            Map.entry(Setting.XAPI_MAX_PAGE, new Range(1, 100_000)),
            Map.entry(Setting.XAPI_MAX_SECONDS, new Range(1, 3600)),
            Map.entry(Setting.XAPI_MAX_TRANSFER, new Range(1, 86_400)),
            Map.entry(Setting.XAPI_RETENTION_MONTHS, new Range(1, 1_200)),
            Map.entry(Setting.UPLOAD_MAX_FILE, new Range(MIB, 256 * MIB)),
            Map.entry(Setting.UPLOAD_MAX_WAITING, new Range(MIB, GIB * KIB)),
            Map.entry(Setting.UPLOAD_HOURS, new Range(1, 720)),
            Map.entry(Setting.PICTURE_SIDE, new Range(640, 4096)));

    private static final int SHORTEST_KEY_SECRET = 32;

    private static final List<Setting> XAPI_SWITCHES = List.of(Setting.XAPI_RETENTION_DETACH, Setting.XAPI_COMPRESSION);

    private static final Pattern SCOPE_PAIRS =
            Pattern.compile("[^=,]*[^=,\\s]\\s*=\\s*[a-z/]+\\s*(,[^=,]*[^=,\\s]\\s*=\\s*[a-z/]+\\s*)*");

    private static final Pattern POSTGRES_URL = Pattern.compile("jdbc:postgresql://[^/?#]+/[^/?#]+(\\?.*)?");

    private final Environment environment;

    SettingsReader(Environment environment) {
        this.environment = environment;
    }

    Settings settings() throws CannotStart {
        InetAddress host = address();
        int port = environment.port(Setting.HTTP_PORT, 8080);
        URI baseUrl = environment.http(Setting.BASE_URL).orElse(URI.create("http://localhost:" + port));
        if (!baseUrl.getPath().isEmpty()) {
            throw environment.wrong(Setting.BASE_URL, "một địa chỉ không có đường dẫn", "an address without a path");
        }
        boolean sampleLms = sampleLms(Environment.isThisMachine(baseUrl));
        int sampleLmsPort = environment.port(Setting.SAMPLE_LMS_PORT, 8090);
        if (sampleLms && sampleLmsPort == port) {
            throw environment.wrong(
                    Setting.SAMPLE_LMS_PORT,
                    "một cổng khác với " + Setting.HTTP_PORT.variable(),
                    "another port than " + Setting.HTTP_PORT.variable());
        }
        Optional<ExistingPostgres> existing = existingPostgres();
        return new Settings(
                host,
                port,
                dataDirectory(),
                baseUrl,
                existing,
                environment.text(Setting.ADMIN_PASSWORD),
                environment.text(Setting.EVALUATOR_PASSWORD),
                environment.pair(Setting.LRS_KEY, Setting.LRS_SECRET),
                environment.http(Setting.STORE_URL).orElse(URI.create(Settings.localUrl(host, port) + "/xapi")),
                environment.pair(Setting.STORE_KEY, Setting.STORE_SECRET),
                xapiDefaultVersion(),
                limits(),
                xapiTokens(),
                xapiCorsOrigins(),
                keySecrets(),
                signIn(),
                iriBase(),
                environment.number(Setting.MIN_GROUP, sampleLms ? 1 : 10, 1, 1000),
                environment.number(Setting.KEY_DAYS, 90, 2, 3650),
                outboundAllow(sampleLms),
                sampleLms,
                sampleLmsPort,
                sampleLmsTemperament(),
                environment.truth(Setting.SAMPLE_DATA, sampleLms && existing.isEmpty()),
                javaOptions());
    }

    private InetAddress address() throws CannotStart {
        try {
            return InetAddress.getByName(environment.text(Setting.HTTP_HOST).orElse("127.0.0.1"));
        } catch (UnknownHostException e) {
            throw environment.wrong(Setting.HTTP_HOST, "một địa chỉ của máy này", "an address of this machine");
        }
    }

    private Map<Setting, String> limits() throws CannotStart {
        Map<Setting, String> limits = new EnumMap<>(Setting.class);
        for (Map.Entry<Setting, Range> limit : LIMITS.entrySet()) {
            Optional<String> value = environment.text(limit.getKey());
            if (value.isPresent()) {
                limits.put(
                        limit.getKey(),
                        Long.toString(environment.number(limit.getKey(), value.get(), limit.getValue())));
            }
        }
        for (Setting setting : XAPI_SWITCHES) {
            if (environment.text(setting).isPresent()) {
                limits.put(setting, Boolean.toString(environment.truth(setting, false)));
            }
        }
        return limits;
    }

    /** Handed on as they are: an issuer is compared letter by letter, a slash at its end included. */
    private Map<Setting, String> xapiTokens() throws CannotStart {
        Map<Setting, String> tokens = new EnumMap<>(Setting.class);
        for (Setting setting :
                List.of(Setting.XAPI_OIDC_ISSUER, Setting.XAPI_OIDC_AUDIENCE, Setting.XAPI_OIDC_SCOPES)) {
            environment.text(setting).ifPresent(value -> tokens.put(setting, value));
        }
        Optional<URI> issuer = environment.http(Setting.XAPI_OIDC_ISSUER);
        if (issuer.filter(uri -> !uri.getScheme().equalsIgnoreCase("https") && !Environment.isThisMachine(uri))
                .isPresent()) {
            throw environment.wrong(Setting.XAPI_OIDC_ISSUER, "một địa chỉ https", "an https address");
        }
        if (issuer.isPresent() != tokens.containsKey(Setting.XAPI_OIDC_AUDIENCE)) {
            throw environment.wrong(
                    Setting.XAPI_OIDC_AUDIENCE,
                    "đặt cùng với " + Setting.XAPI_OIDC_ISSUER.variable(),
                    "set together with " + Setting.XAPI_OIDC_ISSUER.variable());
        }
        String scopes = tokens.getOrDefault(Setting.XAPI_OIDC_SCOPES, "");
        if (!scopes.isEmpty() && !SCOPE_PAIRS.matcher(scopes).matches()) {
            throw environment.wrong(
                    Setting.XAPI_OIDC_SCOPES,
                    "các cặp như lrs.write=statements/write cách nhau bằng dấu phẩy",
                    "pairs like lrs.write=statements/write separated by commas");
        }
        return tokens;
    }

    /** Handed on as they are, like {@link #xapiTokens}. */
    private Map<Setting, String> signInProvider() throws CannotStart {
        Map<Setting, String> provider = new EnumMap<>(Setting.class);
        for (Setting setting :
                List.of(Setting.OIDC_ISSUER, Setting.OIDC_CLIENT_ID, Setting.OIDC_CLIENT_SECRET, Setting.OIDC_NAME)) {
            environment.text(setting).ifPresent(value -> provider.put(setting, value));
        }
        Optional<URI> issuer = environment.http(Setting.OIDC_ISSUER);
        if (issuer.filter(uri -> !uri.getScheme().equalsIgnoreCase("https") && !Environment.isThisMachine(uri))
                .isPresent()) {
            throw environment.wrong(Setting.OIDC_ISSUER, "một địa chỉ https", "an https address");
        }
        if (issuer.isPresent() != provider.containsKey(Setting.OIDC_CLIENT_ID)) {
            throw environment.wrong(
                    Setting.OIDC_CLIENT_ID,
                    "đặt cùng với " + Setting.OIDC_ISSUER.variable(),
                    "set together with " + Setting.OIDC_ISSUER.variable());
        }
        environment.pair(Setting.OIDC_CLIENT_ID, Setting.OIDC_CLIENT_SECRET);
        return provider;
    }

    private Map<Setting, String> keySecrets() throws CannotStart {
        Map<Setting, String> secrets = new EnumMap<>(Setting.class);
        for (Setting setting : List.of(Setting.KEY_SECRET, Setting.KEY_SECRET_FORMER)) {
            Optional<String> secret = environment.text(setting);
            if (secret.isPresent() && secret.get().length() < SHORTEST_KEY_SECRET) {
                throw environment.wrong(
                        setting,
                        "ít nhất %d ký tự ngẫu nhiên".formatted(SHORTEST_KEY_SECRET),
                        "at least %d random characters".formatted(SHORTEST_KEY_SECRET));
            }
            secret.ifPresent(value -> secrets.put(setting, value));
        }
        if (secrets.containsKey(Setting.KEY_SECRET_FORMER) && !secrets.containsKey(Setting.KEY_SECRET)) {
            throw environment.wrong(
                    Setting.KEY_SECRET_FORMER,
                    "đặt cùng với " + Setting.KEY_SECRET.variable(),
                    "set together with " + Setting.KEY_SECRET.variable());
        }
        return secrets;
    }

    private Map<Setting, String> signIn() throws CannotStart {
        Map<Setting, String> signIn = signInProvider();
        Optional<String> secondFactor = environment.text(Setting.SECOND_FACTOR);
        if (secondFactor.isPresent() && !secondFactor.get().matches("optional|administrators|everybody")) {
            throw environment.wrong(
                    Setting.SECOND_FACTOR,
                    "optional, administrators hoặc everybody",
                    "optional, administrators or everybody");
        }
        secondFactor.ifPresent(word -> signIn.put(Setting.SECOND_FACTOR, word));
        return signIn;
    }

    private Path dataDirectory() throws CannotStart {
        try {
            return Path.of(environment.text(Setting.DATA_DIR).orElse("data"));
        } catch (InvalidPathException e) {
            throw environment.wrong(Setting.DATA_DIR, "một thư mục", "a folder");
        }
    }

    private Optional<ExistingPostgres> existingPostgres() throws CannotStart {
        Optional<String> url = environment.text(Setting.DB_URL);
        if (url.isEmpty()) {
            for (Setting setting : List.of(
                    Setting.DB_USER,
                    Setting.DB_PASSWORD,
                    Setting.TOOLS_DB_USER,
                    Setting.TOOLS_DB_PASSWORD,
                    Setting.XAPI_DB_USER,
                    Setting.XAPI_DB_PASSWORD)) {
                if (environment.text(setting).isPresent()) {
                    throw Environment.needs(setting, Setting.DB_URL);
                }
            }
            return Optional.empty();
        }
        if (!POSTGRES_URL.matcher(url.get()).matches()) {
            throw environment.wrong(
                    Setting.DB_URL,
                    "dạng jdbc:postgresql://máy:cổng/cơ-sở-dữ-liệu",
                    "of the form jdbc:postgresql://host:port/database");
        }
        Credentials owner = environment
                .role(Setting.DB_USER, Setting.DB_PASSWORD)
                .orElseThrow(() -> Environment.needs(Setting.DB_URL, Setting.DB_USER));
        Credentials tools = environment
                .role(Setting.TOOLS_DB_USER, Setting.TOOLS_DB_PASSWORD)
                .orElse(owner);
        Credentials xapi =
                environment.role(Setting.XAPI_DB_USER, Setting.XAPI_DB_PASSWORD).orElse(owner);
        return Optional.of(new ExistingPostgres(owner, new Database(url.get(), tools, xapi)));
    }

    private String xapiDefaultVersion() throws CannotStart {
        String version = environment.text(Setting.XAPI_DEFAULT_VERSION).orElse("2.0.0");
        if (!version.matches("1\\.0\\.[0-3]|2\\.0\\.0")) {
            throw environment.wrong(Setting.XAPI_DEFAULT_VERSION, "1.0.3 hoặc 2.0.0", "1.0.3 or 2.0.0");
        }
        return version;
    }

    private List<String> xapiCorsOrigins() throws CannotStart {
        List<String> origins =
                Environment.list(environment.text(Setting.XAPI_CORS_ORIGINS).orElse("*"));
        if (!origins.equals(List.of("*"))
                && !origins.equals(List.of("none"))
                && !origins.stream().allMatch(origin -> origin.matches("[a-z][a-z0-9+.-]*://[^/?#\\s]+"))) {
            throw environment.wrong(
                    Setting.XAPI_CORS_ORIGINS,
                    "*, none hoặc các nguồn như https://lms.truong.edu.vn cách nhau bằng dấu phẩy",
                    "*, none, or origins like https://lms.school.edu.vn separated by commas");
        }
        return origins;
    }

    private String iriBase() throws CannotStart {
        String base = environment.text(Setting.IRI_BASE).orElse("https://khue.io/xapi/");
        if (!base.matches("https?://[^\\s<>\"{}|\\\\^`/?#]+/([^\\s<>\"{}|\\\\^`?#]*/)?")) {
            throw environment.wrong(
                    Setting.IRI_BASE,
                    "một IRI kết thúc bằng /, như https://khue.io/xapi/",
                    "an IRI that ends in /, like https://khue.io/xapi/");
        }
        return base;
    }

    private boolean sampleLms(boolean thisMachineOnly) throws CannotStart {
        boolean wanted = environment.truth(Setting.SAMPLE_LMS, thisMachineOnly);
        if (wanted && !thisMachineOnly) {
            throw new CannotStart(
                    LMS_NEEDS_LOOPBACK,
                    "LMS mẫu để ngỏ cho mọi người, nên chỉ chạy khi %s là máy này. Đặt %s=false."
                            .formatted(Setting.BASE_URL.variable(), Setting.SAMPLE_LMS.variable()),
                    "The sample LMS lets everybody in, so it only runs when %s is this machine. Set %s=false."
                            .formatted(Setting.BASE_URL.variable(), Setting.SAMPLE_LMS.variable()));
        }
        return wanted;
    }

    private Temperament sampleLmsTemperament() throws CannotStart {
        String value = environment.text(Setting.SAMPLE_LMS_TEMPERAMENT).orElse(Temperament.MOODLE.name());
        Optional<Temperament> known = Temperament.named(value);
        if (known.isEmpty()) {
            String names = Temperament.all().stream().map(Temperament::name).collect(Collectors.joining(", "));
            throw environment.wrong(Setting.SAMPLE_LMS_TEMPERAMENT, "một trong " + names, "one of " + names);
        }
        return known.get();
    }

    private List<String> outboundAllow(boolean sampleLms) throws CannotStart {
        Optional<String> value = environment.text(Setting.OUTBOUND_ALLOW);
        List<String> hosts = Environment.list(value.orElse(""));
        if (!hosts.stream().allMatch(host -> host.matches("[A-Za-z0-9._-]+|\\[?[0-9A-Fa-f:]+]?"))) {
            throw environment.wrong(
                    Setting.OUTBOUND_ALLOW,
                    "các tên máy cách nhau bằng dấu phẩy",
                    "names of hosts separated by commas");
        }
        if (!sampleLms || hosts.contains("127.0.0.1")) {
            return hosts;
        }
        return Stream.concat(hosts.stream(), Stream.of("127.0.0.1")).toList();
    }

    private List<String> javaOptions() throws CannotStart {
        List<String> options = Arrays.stream(environment
                        .text(Setting.JAVA_OPTS)
                        .orElse("-Xmx1g -XX:+UseParallelGC -XX:NewRatio=1")
                        .strip()
                        .split("\\s+"))
                .toList();
        if (!options.stream().allMatch(option -> option.startsWith("-"))) {
            throw environment.wrong(Setting.JAVA_OPTS, "các tuỳ chọn như -Xmx2g", "options like -Xmx2g");
        }
        return options;
    }
}
