/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A way through to another port, which can be shut and opened again: to whoever comes through it, a shut door is a
 * service that is down. It can also be opened inwards only, and is then a service that does what it is told but whose
 * answers are lost. It passes bytes and knows no protocol.
 */
public final class Door implements AutoCloseable {

    private final URI behind;
    private final int port;
    private final Set<Socket> passing = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket entrance;
    private volatile boolean answersPass = true;

    /** Opens a door on a free port of this machine. */
    public static Door to(URI behind) {
        return new Door(behind);
    }

    private Door(URI behind) {
        this.behind = behind;
        this.entrance = listen(0);
        this.port = entrance.getLocalPort();
        start(this::letIn);
    }

    /** The address of the same service, through this door. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port + behind.getRawPath());
    }

    /** Cuts every connection and refuses new ones. */
    public void shut() {
        closeQuietly(entrance);
        passing.forEach(Door::closeQuietly);
    }

    public void open() {
        answersPass = true;
        listenAgain();
    }

    /** Lets everything in, and cuts each connection at the moment when an answer wants to get out. */
    public void openInwardsOnly() {
        answersPass = false;
        listenAgain();
    }

    private void listenAgain() {
        if (entrance.isClosed()) {
            entrance = listen(port);
            start(this::letIn);
        }
    }

    @Override
    public void close() {
        shut();
    }

    private static ServerSocket listen(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void letIn() {
        ServerSocket listening = entrance;
        while (!listening.isClosed()) {
            try {
                Socket outside = listening.accept();
                if (listening.isClosed()) {
                    // It came after the door was shut and before this thread had heard of it.
                    closeQuietly(outside);
                } else {
                    letThrough(outside);
                }
            } catch (IOException e) {
                // The door was shut while it waited for somebody.
            }
        }
    }

    private void letThrough(Socket outside) {
        try {
            Socket inside = new Socket(behind.getHost(), behind.getPort());
            passing.add(outside);
            passing.add(inside);
            start(() -> carryIn(outside, inside));
            start(() -> carryOut(inside, outside));
        } catch (IOException e) {
            // Nobody is at home behind the door.
            closeQuietly(outside);
        }
    }

    private void carryIn(Socket outside, Socket inside) {
        try (outside;
                inside) {
            outside.getInputStream().transferTo(inside.getOutputStream());
        } catch (IOException e) {
            // One side hung up, or the door was shut.
        } finally {
            passing.remove(outside);
            passing.remove(inside);
        }
    }

    private void carryOut(Socket inside, Socket outside) {
        byte[] bytes = new byte[8192];
        try (inside;
                outside) {
            InputStream answer = inside.getInputStream();
            for (int length = answer.read(bytes); length >= 0 && answersPass; length = answer.read(bytes)) {
                outside.getOutputStream().write(bytes, 0, length);
            }
        } catch (IOException e) {
            // One side hung up, or the door was shut.
        } finally {
            passing.remove(inside);
            passing.remove(outside);
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "door");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is no longer of use either way.
        }
    }
}
