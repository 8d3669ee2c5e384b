/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When keys were used, noted in memory by each request and written down now and then by somebody else. */
@ApplicationScoped
public class KeyUses {

    /** A key's last use is written at most this often by each node. */
    static final Duration PAUSE = Duration.ofMinutes(1);

    private final Map<String, Use> uses = new ConcurrentHashMap<>();

    void note(String key, Instant now) {
        Use use = uses.get(key);
        if (use == null) {
            use = uses.computeIfAbsent(key, name -> new Use());
        }
        use.at = now;
    }

    /** The uses that are to be written down now, by key; each is given once. */
    public Map<String, Instant> due(Instant now) {
        Map<String, Instant> due = new HashMap<>();
        uses.forEach((key, use) -> {
            Instant at = use.at;
            if (at.isAfter(use.written) && !now.isBefore(use.writtenAt.plus(PAUSE))) {
                use.written = at;
                use.writtenAt = now;
                due.put(key, at);
            }
        });
        return due;
    }

    private static final class Use {
        private volatile Instant at = Instant.EPOCH;
        private Instant written = Instant.EPOCH;
        private Instant writtenAt = Instant.EPOCH;
    }
}
