/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the SQL statements that Jakarta Persistence sends: EclipseLink tells each to its session's log. */
@ApplicationScoped
@Transactional
public class StatementsOfTheTest {

    private final AtomicInteger sent = new AtomicInteger();

    @PersistenceContext
    private EntityManager entities;

    /** Only the statements of one thread's request at a time mean anything: nothing else may ask for pages meanwhile. */
    public int during(Runnable work) {
        try {
            Class<?> logs = Class.forName(
                    "org.eclipse.persistence.logging.SessionLog",
                    true,
                    Thread.currentThread().getContextClassLoader());
            Class<?> sessions = logs.getClassLoader().loadClass("org.eclipse.persistence.sessions.Session");
            Object session = entities.getEntityManagerFactory().unwrap(sessions);
            Object before = sessions.getMethod("getSessionLog").invoke(session);
            Object counting =
                    Proxy.newProxyInstance(logs.getClassLoader(), new Class<?>[] {logs}, (proxy, method, arguments) -> {
                        boolean asked = method.getName().equals("shouldLog");
                        if (asked && arguments.length == 2 && "sql".equals(arguments[1])) {
                            return true;
                        }
                        if (method.getName().equals("log") && arguments.length == 1) {
                            sent.incrementAndGet();
                            return null;
                        }
                        return method.invoke(before, arguments);
                    });
            sessions.getMethod("setSessionLog", logs).invoke(session, counting);
            try {
                sent.set(0);
                work.run();
                return sent.get();
            } finally {
                sessions.getMethod("setSessionLog", logs).invoke(session, before);
            }
        } catch (ReflectiveOperationException otherProvider) {
            throw new IllegalStateException(otherProvider);
        }
    }
}
