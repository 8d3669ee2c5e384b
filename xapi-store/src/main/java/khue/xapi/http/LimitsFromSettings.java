/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/** Reads {@link Limits} once; a number that cannot be used stops the start, because a filter needs them. */
@ApplicationScoped
class LimitsFromSettings {

    @Produces
    @Singleton
    Limits limits(Config config) {
        Limits usual = Limits.USUAL;
        return new Limits(
                number(config, "body", usual.body()),
                number(config, "batch", usual.batch()),
                number(config, "attachment", usual.attachment()),
                number(config, "request", usual.request()),
                number(config, "document", usual.document()),
                number(config, "depth", usual.depth()),
                number(config, "string", usual.string()),
                number(config, "page", usual.page()),
                number(config, "seconds", usual.seconds()),
                number(config, "transfer", usual.transfer()));
    }

    private static int number(Config config, String name, int usual) {
        return config.getOptionalValue("khue.xapi.max." + name, Integer.class).orElse(usual);
    }

    private static long number(Config config, String name, long usual) {
        return config.getOptionalValue("khue.xapi.max." + name, Long.class).orElse(usual);
    }
}
