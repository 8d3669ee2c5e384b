/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** How much memory the server needs for something: what is left after collecting garbage, again and again meanwhile. */
final class HeapOfTheServer implements AutoCloseable {

    /** Collecting without pause would leave the server no time for its work. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final JMXConnector connector;
    private final MemoryMXBean memory;

    private HeapOfTheServer(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.memory = ManagementFactory.newPlatformMXBeanProxy(
                connector.getMBeanServerConnection(), ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
    }

    static HeapOfTheServer connect() throws Exception {
        String process =
                Files.readString(ServerForTests.domain().resolve("config/pid")).strip();
        VirtualMachine server = VirtualMachine.attach(process);
        try {
            return new HeapOfTheServer(
                    JMXConnectorFactory.connect(new JMXServiceURL(server.startLocalManagementAgent())));
        } finally {
            server.detach();
        }
    }

    /** The most bytes that were in use while {@code work} was done, less what was in use before it. */
    long riseDuring(Work work) throws Exception {
        used();
        long before = used();
        AtomicLong most = new AtomicLong();
        AtomicBoolean done = new AtomicBoolean();
        Thread sampler = new Thread(() -> {
            do {
                most.accumulateAndGet(used(), Math::max);
                LockSupport.parkNanos(PAUSE.toNanos());
            } while (!done.get());
        });
        sampler.start();
        try {
            work.run();
        } finally {
            done.set(true);
            sampler.join();
        }
        return most.get() - before;
    }

    private long used() {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }

    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }
}
