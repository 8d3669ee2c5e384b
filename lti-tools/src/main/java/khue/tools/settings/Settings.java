/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.settings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/**
 * What an operator can change about the tools. Each setting is described in {@code docs/reference/configuration.md}; its
 * environment variable is its name in upper case with underscores ({@code khue.base.url} is {@code KHUE_BASE_URL}).
 */
@ApplicationScoped
public class Settings {

    /** A new key is published for a day before it signs: {@code SigningKeys}. */
    private static final int SHORTEST_KEY_LIFE = 2;

    /** A word that somebody thought of would be guessed. */
    private static final int SHORTEST_SECRET = 32;

    /** Who cannot sign in without a second factor. */
    public enum SecondFactor {
        OPTIONAL,
        ADMINISTRATORS,
        EVERYBODY
    }

    private final Config config;

    /** Kept, because each request asks for it several times, and it stays as it is while the server runs. */
    private volatile URI baseUrl;

    private volatile URI toolsUrl;

    @Inject
    public Settings(Config config) {
        this.config = config;
    }

    /** For the container's proxy. */
    protected Settings() {
        this.config = null;
    }

    /** Where browsers reach us, without a slash at the end: {@code https://khue.example.vn}. */
    public URI baseUrl() {
        if (baseUrl == null) {
            baseUrl = URI.create(withoutSlash(text("khue.base.url").orElse("http://localhost:8080")));
        }
        return baseUrl;
    }

    /** The tools' own root: {@link #baseUrl()} and {@code /tools}. */
    public URI toolsUrl() {
        if (toolsUrl == null) {
            toolsUrl = URI.create(baseUrl() + "/tools");
        }
        return toolsUrl;
    }

    /** Whether browsers reach us by https; only then may a cookie carry the {@code __Host-} prefix everywhere. */
    public boolean secure() {
        return "https".equals(baseUrl().getScheme());
    }

    public Path dataDirectory() {
        return Path.of(text("khue.data.dir").orElse("data")).toAbsolutePath().normalize();
    }

    /** The administrator's password for the first start, when the operator or the run command chose one. */
    public Optional<String> adminPassword() {
        return text("khue.admin.password");
    }

    /** The password of an evaluator's account for the first start, when the operator or the run command chose one. */
    public Optional<String> evaluatorPassword() {
        return text("khue.evaluator.password");
    }

    /** The store's root ({@code …/xapi}), where records are sent and reports are asked for, without a slash at the end. */
    public URI storeUrl() {
        return URI.create(withoutSlash(text("khue.store.url").orElse(baseUrl() + "/xapi")));
    }

    public String storeKey() {
        return text("khue.store.key").orElse("");
    }

    public String storeSecret() {
        return text("khue.store.secret").orElse("");
    }

    /** The IRI prefix that this installation's own verbs, types, extensions and activities start with; ends in a slash. */
    public String iriBase() {
        return text("khue.iri.base")
                .map(base -> base.endsWith("/") ? base : base + "/")
                .orElse("https://khue.io/xapi/");
    }

    /** How long a key signs what we send to LMSes before a new one takes its place; at least two days. */
    public Duration keyLife() {
        int days = text("khue.key.days").map(Integer::parseInt).orElse(90);
        if (days < SHORTEST_KEY_LIFE) {
            throw new IllegalStateException("khue.key.days is at least " + SHORTEST_KEY_LIFE + ", not " + days);
        }
        return Duration.ofDays(days);
    }

    /** What the keys that we sign with are encrypted under in the database; empty: they are not. */
    public Optional<String> keySecret() {
        return text("khue.key.secret").map(Settings::longEnough);
    }

    /** The one before {@link #keySecret}, for as long as something may be encrypted under it. */
    public Optional<String> formerKeySecret() {
        return text("khue.key.secret.former").map(Settings::longEnough);
    }

    private static String longEnough(String secret) {
        if (secret.length() < SHORTEST_SECRET) {
            throw new IllegalStateException("khue.key.secret has at least " + SHORTEST_SECRET + " characters");
        }
        return secret;
    }

    /** The largest file that somebody may bring, in bytes. */
    public long largestFile() {
        return text("khue.upload.max.file").map(Long::parseLong).orElse(50L << 20);
    }

    /** How many bytes of files one person may have on their way at one time. */
    public long mostUnderWay() {
        return text("khue.upload.max.waiting").map(Long::parseLong).orElse(1L << 30);
    }

    /** How long a file that was begun waits for its rest. */
    public Duration uploadPatience() {
        return Duration.ofHours(text("khue.upload.hours").map(Long::parseLong).orElse(48L));
    }

    /** How many pixels the longer side of a picture keeps. */
    public int pictureSide() {
        return text("khue.picture.side").map(Integer::parseInt).orElse(2048);
    }

    /** Hosts on a private network that we may call all the same, for an LMS inside the school. */
    public Set<String> outboundAllow() {
        return text("khue.outbound.allow").stream()
                .flatMap(hosts -> Arrays.stream(hosts.split(",")))
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .map(String::toLowerCase)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The OpenID provider by which accounts may sign in too, letter by letter as its tokens name it; empty: none. */
    public Optional<String> oidcIssuer() {
        return text("khue.oidc.issuer");
    }

    public String oidcClientId() {
        return text("khue.oidc.client.id").orElse("");
    }

    public String oidcClientSecret() {
        return text("khue.oidc.client.secret").orElse("");
    }

    /** What people call that provider; its host when nobody said. */
    public String oidcName() {
        return text("khue.oidc.name")
                .orElseGet(() ->
                        oidcIssuer().map(issuer -> URI.create(issuer).getHost()).orElse(""));
    }

    /** Whose accounts need a second factor. */
    public SecondFactor secondFactor() {
        return text("khue.second.factor")
                .map(word -> SecondFactor.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(SecondFactor.OPTIONAL);
    }

    /** Where the sample LMS is opened, while it runs beside us: always on this machine, and on another site than ours. */
    public Optional<URI> sampleLms() {
        return text("khue.sample.lms")
                .filter("true"::equals)
                .map(runs -> URI.create(
                        "http://127.0.0.1:" + text("khue.sample.lms.port").orElse("8090")));
    }

    private Optional<String> text(String name) {
        return config.getOptionalValue(name, String.class).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
