/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.admin;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How one product is connected: the steps there, in its own menu's words, and what is known of its addresses beforehand. The sentences are
 * {@code admin.lms.<id>.<step>}.
 */
enum Lms {
    MOODLE("Moodle", 4, true),
    CANVAS("Canvas", 4, true),
    SAKAI("Sakai", 4, true),
    OPEN_EDX("Open edX", 4, false),
    D2L("D2L Brightspace", 4, true),
    BLACKBOARD("Blackboard Learn", 5, false);

    private final String title;
    private final int steps;
    private final boolean registersItself;

    Lms(String title, int steps, boolean registersItself) {
        this.title = title;
        this.steps = steps;
        this.registersItself = registersItself;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String title() {
        return title;
    }

    /** Whether one address does it; otherwise addresses are carried both ways. */
    boolean registersItself() {
        return registersItself;
    }

    /** The keys of the sentences, in order. */
    List<String> steps() {
        return IntStream.rangeClosed(1, steps)
                .mapToObj(step -> "admin.lms." + id() + "." + step)
                .toList();
    }

    /** What is the same at every customer of a hosted product, by the field of {@link PlatformForm}. */
    Map<String, String> known() {
        return this != BLACKBOARD
                ? Map.of()
                : Map.of(
                        "name", title,
                        "issuer", "https://blackboard.com",
                        "authorization", "https://developer.blackboard.com/api/v1/gateway/oidcauth",
                        "token", "https://developer.blackboard.com/api/v1/gateway/oauth2/jwttoken");
    }

    static Optional<Lms> of(String id) {
        return Stream.of(values()).filter(lms -> lms.id().equals(id)).findFirst();
    }
}
