/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A body that the server collects while it comes in; then the request goes through the filters again, with {@link
 * #bytes()}.
 */
final class ArrivingBody implements ReadListener, AsyncListener {

    private static final String ATTRIBUTE = ArrivingBody.class.getName();
    private static final int BUFFER = 16 * 1024;
    private static final int BREATH_IN_MILLISECONDS = 50;

    private final AsyncContext async;
    private final ServletInputStream in;
    private final int largest;
    private final int seconds;
    private final Memory memory;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[BUFFER];
    private final AtomicBoolean decided = new AtomicBoolean();
    private final AtomicBoolean released = new AtomicBoolean();
    private long taken;
    private volatile Failure failure;

    private ArrivingBody(AsyncContext async, ServletInputStream in, int largest, int seconds, Memory memory) {
        this.async = async;
        this.in = in;
        this.largest = largest;
        this.seconds = seconds;
        this.memory = memory;
    }

    /** The body that this request has waited for, if it has; to be asked for once. */
    static Optional<ArrivingBody> takenFrom(HttpServletRequest request) {
        Optional<ArrivingBody> body = Optional.ofNullable((ArrivingBody) request.getAttribute(ATTRIBUTE));
        // What a form stands for is a request of its own, whose body is not the form.
        request.removeAttribute(ATTRIBUTE);
        return body;
    }

    /** @param largest beyond so many bytes the rest is not waited for; whoever reads the body refuses it */
    static void await(
            HttpServletRequest request,
            HttpServletResponse response,
            int largest,
            int seconds,
            Memory memory,
            ScheduledExecutorService executor)
            throws IOException {
        ServletInputStream in = request.getInputStream();
        AsyncContext async = request.startAsync(request, response);
        ArrivingBody body = new ArrivingBody(async, in, largest, seconds, memory);
        request.setAttribute(ATTRIBUTE, body);
        async.setTimeout(Duration.ofSeconds(seconds).toMillis());
        async.addListener(body);
        // Payara loses a dispatch that falls into the instant in which the first thread leaves the request; so nothing
        // may happen before it has left.
        executor.schedule(body::listen, BREATH_IN_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    private void listen() {
        try {
            in.setReadListener(this);
        } catch (IllegalStateException itsTimeIsOver) {
            onError(itsTimeIsOver);
        }
    }

    /** @throws Failure when it did not arrive in time, or there was no room for it */
    byte[] bytes() {
        if (failure != null) {
            throw failure;
        }
        return body.toByteArray();
    }

    void release() {
        if (released.compareAndSet(false, true)) {
            memory.giveBack(taken);
        }
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!decided.get() && in.isReady()) {
            int read = in.read(buffer);
            if (read < 0) {
                return;
            }
            if (!memory.take(read)) {
                decide(tooManyAtOnce());
                return;
            }
            taken += read;
            body.write(buffer, 0, read);
            if (body.size() > largest) {
                decide(null);
            }
        }
    }

    @Override
    public void onAllDataRead() {
        decide(null);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        decide(TimedReading.tooSlow(seconds));
    }

    /** The sender is gone, so nobody reads an answer; but whoever counts requests sees the end of this one. */
    @Override
    public void onError(Throwable broken) {
        decide(TimedReading.tooSlow(seconds));
    }

    @Override
    public void onError(AsyncEvent event) {
        release();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        release();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // This is how it begins.
    }

    private void decide(Failure reason) {
        if (decided.compareAndSet(false, true)) {
            failure = reason;
            async.dispatch();
        }
    }

    static Failure tooManyAtOnce() {
        return new Failure(
                503,
                "too-many-bodies",
                new Message(
                        "Quá nhiều phần thân lớn đến cùng lúc; không có gì được ghi. Hãy gửi lại sau ít giây.",
                        "Too many large bodies arrive at once; nothing was stored. Send again in some seconds."));
    }
}
