/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.outbound;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/** The client that calls LMSes, for tests of what stands on it. */
public final class OutboundForTests {

    private OutboundForTests() {}

    /** A client that waits for {@code longest} and may reach this host besides public ones. */
    public static Outbound reaching(String host, Duration longest) {
        return new Outbound(
                Set.of(host),
                SystemDefaultDnsResolver.INSTANCE,
                Executors.newSingleThreadScheduledExecutor(task -> {
                    Thread thread = new Thread(task);
                    thread.setDaemon(true);
                    return thread;
                }),
                longest);
    }
}
