/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.testing;

import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/**
 * What is dear to start and stays for all tests of one Java machine. The build has two of them, and hands each its next class when it is done
 * with the one before: for JUnit every class is a run of its own then, and only the session lasts.
 */
public final class WholeRun {

    private WholeRun() {}

    /** The one of this run, made by whoever asks first and closed after the last test. */
    public static <T extends AutoCloseable> T share(ExtensionContext context, Class<T> type, Supplier<T> start) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(WholeRun.class))
                .getOrComputeIfAbsent(type, none -> start.get(), type);
    }
}
