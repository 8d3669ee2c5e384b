/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import static khue.run.CannotStart.Reason.LMS_NEEDS_LOOPBACK;
import static khue.run.CannotStart.Reason.SETTING_UNKNOWN;
import static khue.run.CannotStart.Reason.SETTING_WRONG;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import khue.samplelms.temperament.Temperament;

/**
 * What was asked for, checked. An empty variable counts as one that is not set.
 *
 * @param baseUrl without a slash at its end
 * @param existing the PostgreSQL to use, or empty for the private one
 * @param storeUrl without a slash at its end
 * @param storeKey empty for the key that the data directory keeps
 * @param limits those that are set; the applications know the others
 * @param xapiTokens the OpenID provider's settings, as they are given; empty for none
 * @param keySecrets what our private keys are encrypted under, and were before
 * @param signIn the same for how people sign in: a provider, a second factor
 */
public record Settings(
        InetAddress httpHost,
        int httpPort,
        Path dataDirectory,
        URI baseUrl,
        Optional<ExistingPostgres> existing,
        Optional<String> adminPassword,
        Optional<Credentials> lrsKey,
        URI storeUrl,
        Optional<Credentials> storeKey,
        String xapiDefaultVersion,
        Map<Setting, String> limits,
        Map<Setting, String> xapiTokens,
        List<String> xapiCorsOrigins,
        Map<Setting, String> keySecrets,
        Map<Setting, String> signIn,
        String iriBase,
        int minGroup,
        int keyDays,
        List<String> outboundAllow,
        boolean sampleLms,
        int sampleLmsPort,
        Temperament sampleLmsTemperament,
        List<String> javaOptions) {

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

    public Settings {
        Objects.requireNonNull(httpHost);
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
        limits = Map.copyOf(limits);
        xapiTokens = Map.copyOf(xapiTokens);
        xapiCorsOrigins = List.copyOf(xapiCorsOrigins);
        keySecrets = Map.copyOf(keySecrets);
        signIn = Map.copyOf(signIn);
        outboundAllow = List.copyOf(outboundAllow);
        javaOptions = List.copyOf(javaOptions);
    }

    /** Reads the environment; the first thing that is wrong is refused with its name and with what would be right. */
    public static Settings of(Map<String, String> environment) throws CannotStart {
        refuseUnknownNames(environment);
        return new Reader(environment).settings();
    }

    /** The server as this machine itself reaches it, whatever the base URL says. */
    public URI localUrl() {
        return localUrl(httpHost, httpPort);
    }

    static URI localUrl(InetAddress host, int port) {
        InetAddress reachable = host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host;
        String literal = reachable.getHostAddress();
        return URI.create("http://" + (literal.contains(":") ? "[" + literal + "]" : literal) + ":" + port);
    }

    private static void refuseUnknownNames(Map<String, String> environment) throws CannotStart {
        for (String variable : new TreeMap<>(environment).keySet()) {
            if (Setting.concerns(variable) && Setting.named(variable).isEmpty()) {
                String nearest = Arrays.stream(Setting.values())
                        .map(Setting::variable)
                        .min(Comparator.comparingInt(known -> distance(known, variable)))
                        .orElseThrow();
                throw new CannotStart(
                        SETTING_UNKNOWN,
                        "Không có thiết lập nào tên %s. Có phải bạn muốn viết %s?".formatted(variable, nearest),
                        "There is no setting %s. Did you mean %s?".formatted(variable, nearest));
            }
        }
    }

    /** How many letters to add, drop or change (Levenshtein). */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    private record Range(long least, long most) {}

    /** One method for each kind of value; each refusal names the variable and what would be right. */
    private record Reader(Map<String, String> environment) {

        Settings settings() throws CannotStart {
            InetAddress host = address();
            int port = port(Setting.HTTP_PORT, 8080);
            URI baseUrl = http(Setting.BASE_URL).orElse(URI.create("http://localhost:" + port));
            if (!baseUrl.getPath().isEmpty()) {
                throw wrong(Setting.BASE_URL, "một địa chỉ không có đường dẫn", "an address without a path");
            }
            boolean sampleLms = sampleLms(isThisMachine(baseUrl));
            int sampleLmsPort = port(Setting.SAMPLE_LMS_PORT, 8090);
            if (sampleLms && sampleLmsPort == port) {
                throw wrong(
                        Setting.SAMPLE_LMS_PORT,
                        "một cổng khác với " + Setting.HTTP_PORT.variable(),
                        "another port than " + Setting.HTTP_PORT.variable());
            }
            return new Settings(
                    host,
                    port,
                    dataDirectory(),
                    baseUrl,
                    existingPostgres(),
                    text(Setting.ADMIN_PASSWORD),
                    pair(Setting.LRS_KEY, Setting.LRS_SECRET),
                    http(Setting.STORE_URL).orElse(URI.create(localUrl(host, port) + "/xapi")),
                    pair(Setting.STORE_KEY, Setting.STORE_SECRET),
                    xapiDefaultVersion(),
                    limits(),
                    xapiTokens(),
                    xapiCorsOrigins(),
                    keySecrets(),
                    signIn(),
                    iriBase(),
                    number(Setting.MIN_GROUP, sampleLms ? 1 : 10, 1, 1000),
                    number(Setting.KEY_DAYS, 90, 2, 3650),
                    outboundAllow(sampleLms),
                    sampleLms,
                    sampleLmsPort,
                    sampleLmsTemperament(),
                    javaOptions());
        }

        private Optional<String> text(Setting setting) {
            return Optional.ofNullable(environment.get(setting.variable())).filter(value -> !value.isEmpty());
        }

        private InetAddress address() throws CannotStart {
            try {
                return InetAddress.getByName(text(Setting.HTTP_HOST).orElse("127.0.0.1"));
            } catch (UnknownHostException e) {
                throw wrong(Setting.HTTP_HOST, "một địa chỉ của máy này", "an address of this machine");
            }
        }

        private int port(Setting setting, int standard) throws CannotStart {
            return number(setting, standard, 1, 65_535);
        }

        private int number(Setting setting, int standard, int least, int most) throws CannotStart {
            Optional<String> value = text(setting);
            return value.isEmpty() ? standard : (int) number(setting, value.get(), new Range(least, most));
        }

        private long number(Setting setting, String value, Range range) throws CannotStart {
            try {
                long number = Long.parseLong(value);
                if (number >= range.least() && number <= range.most()) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Refused below, like a number out of range.
            }
            throw wrong(
                    setting,
                    "một số từ %d đến %d".formatted(range.least(), range.most()),
                    "a number from %d to %d".formatted(range.least(), range.most()));
        }

        private Map<Setting, String> limits() throws CannotStart {
            Map<Setting, String> limits = new EnumMap<>(Setting.class);
            for (Map.Entry<Setting, Range> limit : LIMITS.entrySet()) {
                Optional<String> value = text(limit.getKey());
                if (value.isPresent()) {
                    limits.put(limit.getKey(), Long.toString(number(limit.getKey(), value.get(), limit.getValue())));
                }
            }
            for (Setting setting : XAPI_SWITCHES) {
                Optional<String> value = text(setting);
                if (value.isPresent() && !value.get().matches("true|false")) {
                    throw wrong(setting, "true hoặc false", "true or false");
                }
                value.ifPresent(word -> limits.put(setting, word));
            }
            return limits;
        }

        /** Handed on as they are: an issuer is compared letter by letter, a slash at its end included. */
        private Map<Setting, String> xapiTokens() throws CannotStart {
            Map<Setting, String> tokens = new EnumMap<>(Setting.class);
            for (Setting setting :
                    List.of(Setting.XAPI_OIDC_ISSUER, Setting.XAPI_OIDC_AUDIENCE, Setting.XAPI_OIDC_SCOPES)) {
                text(setting).ifPresent(value -> tokens.put(setting, value));
            }
            Optional<URI> issuer = http(Setting.XAPI_OIDC_ISSUER);
            if (issuer.filter(uri -> !uri.getScheme().equalsIgnoreCase("https") && !isThisMachine(uri))
                    .isPresent()) {
                throw wrong(Setting.XAPI_OIDC_ISSUER, "một địa chỉ https", "an https address");
            }
            if (issuer.isPresent() != tokens.containsKey(Setting.XAPI_OIDC_AUDIENCE)) {
                throw wrong(
                        Setting.XAPI_OIDC_AUDIENCE,
                        "đặt cùng với " + Setting.XAPI_OIDC_ISSUER.variable(),
                        "set together with " + Setting.XAPI_OIDC_ISSUER.variable());
            }
            String scopes = tokens.getOrDefault(Setting.XAPI_OIDC_SCOPES, "");
            if (!scopes.isEmpty() && !SCOPE_PAIRS.matcher(scopes).matches()) {
                throw wrong(
                        Setting.XAPI_OIDC_SCOPES,
                        "các cặp như lrs.write=statements/write cách nhau bằng dấu phẩy",
                        "pairs like lrs.write=statements/write separated by commas");
            }
            return tokens;
        }

        /** Handed on as they are, like {@link #xapiTokens}. */
        private Map<Setting, String> signInProvider() throws CannotStart {
            Map<Setting, String> provider = new EnumMap<>(Setting.class);
            for (Setting setting : List.of(
                    Setting.OIDC_ISSUER, Setting.OIDC_CLIENT_ID, Setting.OIDC_CLIENT_SECRET, Setting.OIDC_NAME)) {
                text(setting).ifPresent(value -> provider.put(setting, value));
            }
            Optional<URI> issuer = http(Setting.OIDC_ISSUER);
            if (issuer.filter(uri -> !uri.getScheme().equalsIgnoreCase("https") && !isThisMachine(uri))
                    .isPresent()) {
                throw wrong(Setting.OIDC_ISSUER, "một địa chỉ https", "an https address");
            }
            if (issuer.isPresent() != provider.containsKey(Setting.OIDC_CLIENT_ID)) {
                throw wrong(
                        Setting.OIDC_CLIENT_ID,
                        "đặt cùng với " + Setting.OIDC_ISSUER.variable(),
                        "set together with " + Setting.OIDC_ISSUER.variable());
            }
            pair(Setting.OIDC_CLIENT_ID, Setting.OIDC_CLIENT_SECRET);
            return provider;
        }

        private Map<Setting, String> keySecrets() throws CannotStart {
            Map<Setting, String> secrets = new EnumMap<>(Setting.class);
            for (Setting setting : List.of(Setting.KEY_SECRET, Setting.KEY_SECRET_FORMER)) {
                Optional<String> secret = text(setting);
                if (secret.isPresent() && secret.get().length() < SHORTEST_KEY_SECRET) {
                    throw wrong(
                            setting,
                            "ít nhất %d ký tự ngẫu nhiên".formatted(SHORTEST_KEY_SECRET),
                            "at least %d random characters".formatted(SHORTEST_KEY_SECRET));
                }
                secret.ifPresent(value -> secrets.put(setting, value));
            }
            if (secrets.containsKey(Setting.KEY_SECRET_FORMER) && !secrets.containsKey(Setting.KEY_SECRET)) {
                throw wrong(
                        Setting.KEY_SECRET_FORMER,
                        "đặt cùng với " + Setting.KEY_SECRET.variable(),
                        "set together with " + Setting.KEY_SECRET.variable());
            }
            return secrets;
        }

        private Map<Setting, String> signIn() throws CannotStart {
            Map<Setting, String> signIn = signInProvider();
            Optional<String> secondFactor = text(Setting.SECOND_FACTOR);
            if (secondFactor.isPresent() && !secondFactor.get().matches("optional|administrators|everybody")) {
                throw wrong(
                        Setting.SECOND_FACTOR,
                        "optional, administrators hoặc everybody",
                        "optional, administrators or everybody");
            }
            secondFactor.ifPresent(word -> signIn.put(Setting.SECOND_FACTOR, word));
            return signIn;
        }

        private Path dataDirectory() throws CannotStart {
            try {
                return Path.of(text(Setting.DATA_DIR).orElse("data"));
            } catch (InvalidPathException e) {
                throw wrong(Setting.DATA_DIR, "một thư mục", "a folder");
            }
        }

        private Optional<URI> http(Setting setting) throws CannotStart {
            Optional<String> value = text(setting);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            try {
                URI uri = new URI(value.get().replaceFirst("/+$", ""));
                boolean isWeb = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
                if (isWeb
                        && uri.getHost() != null
                        && uri.getPort() <= 65_535
                        && uri.getRawUserInfo() == null
                        && uri.getRawQuery() == null
                        && uri.getRawFragment() == null) {
                    return Optional.of(uri);
                }
            } catch (URISyntaxException e) {
                // Refused below, like an address of another kind.
            }
            throw wrong(
                    setting,
                    "một địa chỉ như https://khue.truong.edu.vn",
                    "an address like https://khue.school.edu.vn");
        }

        private static boolean isThisMachine(URI uri) {
            String host = uri.getHost();
            return host.equalsIgnoreCase("localhost")
                    || host.equals("[::1]")
                    || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
        }

        private Optional<ExistingPostgres> existingPostgres() throws CannotStart {
            Optional<String> url = text(Setting.DB_URL);
            if (url.isEmpty()) {
                for (Setting setting : List.of(
                        Setting.DB_USER,
                        Setting.DB_PASSWORD,
                        Setting.TOOLS_DB_USER,
                        Setting.TOOLS_DB_PASSWORD,
                        Setting.XAPI_DB_USER,
                        Setting.XAPI_DB_PASSWORD)) {
                    if (text(setting).isPresent()) {
                        throw needs(setting, Setting.DB_URL);
                    }
                }
                return Optional.empty();
            }
            if (!POSTGRES_URL.matcher(url.get()).matches()) {
                throw wrong(
                        Setting.DB_URL,
                        "dạng jdbc:postgresql://máy:cổng/cơ-sở-dữ-liệu",
                        "of the form jdbc:postgresql://host:port/database");
            }
            Credentials owner = role(Setting.DB_USER, Setting.DB_PASSWORD)
                    .orElseThrow(() -> needs(Setting.DB_URL, Setting.DB_USER));
            Credentials tools =
                    role(Setting.TOOLS_DB_USER, Setting.TOOLS_DB_PASSWORD).orElse(owner);
            Credentials xapi =
                    role(Setting.XAPI_DB_USER, Setting.XAPI_DB_PASSWORD).orElse(owner);
            return Optional.of(new ExistingPostgres(owner, new Database(url.get(), tools, xapi)));
        }

        private Optional<Credentials> role(Setting user, Setting password) throws CannotStart {
            if (text(user).isEmpty() && text(password).isPresent()) {
                throw needs(password, user);
            }
            return text(user).map(name -> new Credentials(name, text(password).orElse("")));
        }

        private Optional<Credentials> pair(Setting key, Setting secret) throws CannotStart {
            if (text(key).isPresent() != text(secret).isPresent()) {
                throw text(key).isPresent() ? needs(key, secret) : needs(secret, key);
            }
            return text(key).map(name -> new Credentials(name, text(secret).orElseThrow()));
        }

        private String xapiDefaultVersion() throws CannotStart {
            String version = text(Setting.XAPI_DEFAULT_VERSION).orElse("2.0.0");
            if (!version.matches("1\\.0\\.[0-3]|2\\.0\\.0")) {
                throw wrong(Setting.XAPI_DEFAULT_VERSION, "1.0.3 hoặc 2.0.0", "1.0.3 or 2.0.0");
            }
            return version;
        }

        private List<String> xapiCorsOrigins() throws CannotStart {
            List<String> origins = list(text(Setting.XAPI_CORS_ORIGINS).orElse("*"));
            if (!origins.equals(List.of("*"))
                    && !origins.equals(List.of("none"))
                    && !origins.stream().allMatch(origin -> origin.matches("[a-z][a-z0-9+.-]*://[^/?#\\s]+"))) {
                throw wrong(
                        Setting.XAPI_CORS_ORIGINS,
                        "*, none hoặc các nguồn như https://lms.truong.edu.vn cách nhau bằng dấu phẩy",
                        "*, none, or origins like https://lms.school.edu.vn separated by commas");
            }
            return origins;
        }

        private static List<String> list(String value) {
            return Arrays.stream(value.split(","))
                    .map(String::strip)
                    .filter(element -> !element.isEmpty())
                    .toList();
        }

        private String iriBase() throws CannotStart {
            String base = text(Setting.IRI_BASE).orElse("https://khue.io/xapi/");
            if (!base.matches("https?://[^\\s<>\"{}|\\\\^`/?#]+/([^\\s<>\"{}|\\\\^`?#]*/)?")) {
                throw wrong(
                        Setting.IRI_BASE,
                        "một IRI kết thúc bằng /, như https://khue.io/xapi/",
                        "an IRI that ends in /, like https://khue.io/xapi/");
            }
            return base;
        }

        private boolean sampleLms(boolean thisMachineOnly) throws CannotStart {
            Optional<String> value = text(Setting.SAMPLE_LMS);
            if (value.isPresent() && !value.get().matches("true|false")) {
                throw wrong(Setting.SAMPLE_LMS, "true hoặc false", "true or false");
            }
            boolean wanted = value.map(Boolean::parseBoolean).orElse(thisMachineOnly);
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
            String value = text(Setting.SAMPLE_LMS_TEMPERAMENT).orElse(Temperament.MOODLE.name());
            Optional<Temperament> known = Temperament.named(value);
            if (known.isEmpty()) {
                String names = Temperament.all().stream().map(Temperament::name).collect(Collectors.joining(", "));
                throw wrong(Setting.SAMPLE_LMS_TEMPERAMENT, "một trong " + names, "one of " + names);
            }
            return known.get();
        }

        private List<String> outboundAllow(boolean sampleLms) throws CannotStart {
            Optional<String> value = text(Setting.OUTBOUND_ALLOW);
            List<String> hosts = list(value.orElse(""));
            if (!hosts.stream().allMatch(host -> host.matches("[A-Za-z0-9._-]+|\\[?[0-9A-Fa-f:]+]?"))) {
                throw wrong(
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
            List<String> options = Arrays.stream(text(Setting.JAVA_OPTS)
                            .orElse("-Xmx1g -XX:+UseParallelGC -XX:NewRatio=1")
                            .strip()
                            .split("\\s+"))
                    .toList();
            if (!options.stream().allMatch(option -> option.startsWith("-"))) {
                throw wrong(Setting.JAVA_OPTS, "các tuỳ chọn như -Xmx2g", "options like -Xmx2g");
            }
            return options;
        }

        private CannotStart wrong(Setting setting, String vietnamese, String english) {
            // A password or secret is never shown; no setting of that kind has a form to be wrong about.
            String value = environment.get(setting.variable());
            return new CannotStart(
                    SETTING_WRONG,
                    "%s=%s không dùng được: cần %s.".formatted(setting.variable(), value, vietnamese),
                    "%s=%s cannot be used: it should be %s.".formatted(setting.variable(), value, english));
        }

        private static CannotStart needs(Setting given, Setting missing) {
            return new CannotStart(
                    SETTING_WRONG,
                    "Có %s thì phải có cả %s.".formatted(given.variable(), missing.variable()),
                    "%s is set, so %s must be set too.".formatted(given.variable(), missing.variable()));
        }
    }
}
