/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.outbound;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import khue.tools.settings.Settings;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * The one client for calls to an LMS. Where it calls is what somebody outside told us, so it goes to public addresses only, by https
 * only, unless the operator listed the host ({@code khue.outbound.allow}, for an LMS on the school's own network): the address is checked
 * after the name was resolved, and the connection is made to that very address. It follows no redirect to another origin, waits at most
 * {@link #LONGEST} and reads at most {@link #LARGEST} bytes.
 *
 * <p>Do not call it inside a database transaction: a slow LMS would hold a connection.
 */
@ApplicationScoped
public class Outbound {

    /** From the first byte out to the last byte in. */
    public static final Duration LONGEST = Duration.ofSeconds(5);

    public static final int LARGEST = 256 * 1024;

    private static final int REDIRECTS = 3;
    private static final int CONNECTIONS = 64;
    private static final int CONNECTIONS_TO_ONE_LMS = 16;

    @Inject
    private Settings settings;

    @Resource
    private ManagedScheduledExecutorService managedTimer;

    private Set<String> allowed;
    private ScheduledExecutorService timer;
    private Duration longest;
    private CloseableHttpClient client;

    protected Outbound() {}

    Outbound(Set<String> allowed, DnsResolver names, ScheduledExecutorService timer, Duration longest) {
        open(allowed, names, timer, longest);
    }

    @PostConstruct
    void open() {
        open(settings.outboundAllow(), SystemDefaultDnsResolver.INSTANCE, managedTimer, LONGEST);
    }

    private void open(Set<String> hosts, DnsResolver names, ScheduledExecutorService watch, Duration limit) {
        allowed = hosts;
        timer = watch;
        longest = limit;
        Timeout timeout = Timeout.of(limit);
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new CheckedAddresses(names))
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(timeout)
                        .setSocketTimeout(timeout)
                        .setTimeToLive(Timeout.ofMinutes(1))
                        .build())
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS_TO_ONE_LMS)
                .build();
        client = HttpClientBuilder.create()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(timeout)
                        .setResponseTimeout(timeout)
                        .build())
                .setUserAgent("Khue")
                .disableRedirectHandling()
                // A score that was sent twice is two scores: whoever calls decides whether to repeat.
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                // Unpacking would make a small answer a large one.
                .disableContentCompression()
                .build();
    }

    @PreDestroy
    void close() {
        client.close(CloseMode.GRACEFUL);
    }

    /** @throws OutboundFailed when there is no answer; an error status is an answer */
    public OutboundResponse send(OutboundRequest request) {
        URI url = request.url();
        for (int hop = 0; hop <= REDIRECTS; hop++) {
            schemeIsAllowed(url);
            OutboundResponse response = exchange(request, url);
            List<String> location = response.header("location");
            boolean moved = request.method().equals("GET")
                    && response.status() >= 301
                    && response.status() <= 308
                    && location.size() == 1;
            if (!moved) {
                return response;
            }
            url = sameOrigin(url, location.get(0));
        }
        throw new OutboundFailed(
                OutboundFailed.Cause.FOREIGN_REDIRECT, "more than " + REDIRECTS + " redirects: " + url);
    }

    /** Whether a URL has a scheme and a host that may be called; whether its address is public shows at the call. */
    public boolean mayCall(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        boolean usable = url.getHost() != null && url.getRawUserInfo() == null;
        return usable && (scheme.equals("https") || (scheme.equals("http") && isAllowed(url.getHost())));
    }

    private void schemeIsAllowed(URI url) {
        if (!mayCall(url)) {
            throw new OutboundFailed(OutboundFailed.Cause.NOT_HTTPS, url.toString());
        }
    }

    private static URI sameOrigin(URI from, String location) {
        URI to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException unreadable) {
            throw new OutboundFailed(OutboundFailed.Cause.FOREIGN_REDIRECT, location, unreadable);
        }
        boolean same = from.getScheme().equalsIgnoreCase(to.getScheme())
                && from.getHost().equalsIgnoreCase(to.getHost())
                && from.getPort() == to.getPort();
        if (!same) {
            throw new OutboundFailed(OutboundFailed.Cause.FOREIGN_REDIRECT, from + " to " + to);
        }
        return to;
    }

    private OutboundResponse exchange(OutboundRequest request, URI url) {
        HttpUriRequestBase call = new HttpUriRequestBase(request.method(), url);
        request.headers().forEach(call::setHeader);
        request.body().ifPresent(body -> call.setEntity(new ByteArrayEntity(body, null)));
        // Timeouts of a socket begin anew with every byte; this one does not.
        Future<?> deadline = timer.schedule(call::abort, longest.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return client.execute(call, Outbound::read);
        } catch (IOException failure) {
            if (call.isAborted()) {
                throw new OutboundFailed(OutboundFailed.Cause.TOO_SLOW, url.toString(), failure);
            }
            throw new OutboundFailed(causeOf(failure), url + ": " + failure.getMessage(), failure);
        } catch (TooLarge large) {
            throw new OutboundFailed(OutboundFailed.Cause.TOO_LARGE, url.toString(), large);
        } finally {
            deadline.cancel(false);
        }
    }

    private static OutboundFailed.Cause causeOf(IOException failure) {
        if (failure instanceof NotPublic) {
            return OutboundFailed.Cause.PRIVATE_ADDRESS;
        }
        return failure instanceof java.io.InterruptedIOException
                ? OutboundFailed.Cause.TOO_SLOW
                : OutboundFailed.Cause.UNREACHABLE;
    }

    private static OutboundResponse read(ClassicHttpResponse response) throws IOException {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (Header header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.getValue());
        }
        return new OutboundResponse(response.getCode(), headers, body(response.getEntity()));
    }

    private static byte[] body(HttpEntity entity) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        InputStream content = entity.getContent();
        byte[] body = content.readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            throw new TooLarge();
        }
        return body;
    }

    private boolean isAllowed(String host) {
        String plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return allowed.contains(plain.toLowerCase(Locale.ROOT));
    }

    /** Resolves a name to addresses that we may call, or to none: one private address among public ones spoils them all. */
    private final class CheckedAddresses implements DnsResolver {

        private final DnsResolver names;

        CheckedAddresses(DnsResolver names) {
            this.names = names;
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] addresses = names.resolve(host);
            if (!isAllowed(host) && !Arrays.stream(addresses).allMatch(PublicAddresses::contains)) {
                throw new NotPublic(host);
            }
            return addresses;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private static final class NotPublic extends UnknownHostException {

        NotPublic(String host) {
            super(host + " is not on the public Internet; KHUE_OUTBOUND_ALLOW lists exceptions");
        }
    }

    /** Closes the connection instead of reading the rest of it. */
    private static final class TooLarge extends RuntimeException {}
}
