/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
        Optional<String> evaluatorPassword,
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
        boolean sampleData,
        List<String> javaOptions) {

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
        KnownNames.refuseOthers(environment);
        return new SettingsReader(new Environment(environment)).settings();
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
}
