/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * What this node remembers of keys, and for how long it may.
 *
 * <p>The database counts every change of a key. Something of this node asks for that count again and again and tells it
 * here. What was read about keys holds while the count stays the same, and for {@link #LEASE} after it was last asked
 * for; after that nothing is remembered until the count is known again. So a node that cannot hear of a revocation does
 * not go on without hearing: it asks the database about each request.
 *
 * <p>Whoever revokes a key waits for one lease after the commit. Then every node has either seen the new count or
 * stopped remembering (docs/decisions/0013).
 */
@ApplicationScoped
public class KeyCache {

    /** How long a key is relied on after the database was last asked whether keys changed. */
    public static final Duration LEASE = Duration.ofSeconds(2);

    /** Of a monotonic clock: time of day may jump. */
    private final LongSupplier nanoTime;

    private volatile Lease lease = new Lease(new Known(Long.MIN_VALUE), 0, false);

    public KeyCache() {
        this(System::nanoTime);
    }

    KeyCache(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** What may be relied on now; empty when every request has to ask the database. */
    Optional<Known> known() {
        Lease present = lease;
        return present.given && nanoTime.getAsLong() - present.askedAt < LEASE.toNanos()
                ? Optional.of(present.known)
                : Optional.empty();
    }

    /** Whether anything is relied on now; otherwise every request asks the database. */
    public boolean isReliedOn() {
        return known().isPresent();
    }

    /**
     * The database says how many changes there were.
     *
     * @param askedAt {@link #now()} before it was asked
     */
    public synchronized void heard(long version, long askedAt) {
        Known known = lease.known.version == version ? lease.known : new Known(version);
        lease = new Lease(known, askedAt, true);
    }

    /** The database does not say how many changes there were. */
    public synchronized void lost() {
        lease = new Lease(lease.known, 0, false);
    }

    public long now() {
        return nanoTime.getAsLong();
    }

    private record Lease(Known known, long askedAt, boolean given) {}

    /**
     * The keys that were shown with their right secret while the count stayed the same, so at most one for each key. What a
     * request reads while the count changes goes into the older one, which nobody asks any more.
     */
    static final class Known {

        private final long version;
        private final Map<ByteBuffer, Key> keys = new ConcurrentHashMap<>();

        private Known(long version) {
            this.version = version;
        }

        Optional<Key> find(ByteBuffer digest) {
            return Optional.ofNullable(keys.get(digest));
        }

        void remember(ByteBuffer digest, Key key) {
            keys.put(digest, key);
        }
    }
}
