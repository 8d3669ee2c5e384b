/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What was used lately, for any number of threads: two generations, the older of which is dropped when the younger is
 * full. A use moves an entry into the younger one.
 */
public final class RecentlyUsed<K, V> {

    private final int generation;
    private volatile Map<K, V> recent = new ConcurrentHashMap<>();
    private volatile Map<K, V> older = new ConcurrentHashMap<>();

    /** Of the younger one, or a few more; counted here, because a concurrent map adds up its size each time. */
    private final AtomicInteger entries = new AtomicInteger();

    /** @param generation how many entries make a generation; at most twice as many are kept */
    public RecentlyUsed(int generation) {
        this.generation = generation;
    }

    /** Null when it is not known. */
    public V get(K key) {
        V value = recent.get(key);
        if (value == null) {
            value = older.get(key);
            if (value != null) {
                put(key, value);
            }
        }
        return value;
    }

    public void put(K key, V value) {
        if (entries.get() >= generation) {
            startGeneration();
        }
        if (recent.put(key, value) == null) {
            entries.incrementAndGet();
        }
    }

    private synchronized void startGeneration() {
        if (entries.get() >= generation) {
            older = recent;
            recent = new ConcurrentHashMap<>();
            entries.set(0);
        }
    }

    public void remove(K key) {
        if (recent.remove(key) != null) {
            entries.decrementAndGet();
        }
        older.remove(key);
    }
}
