/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation.sources;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import khue.tools.web.Messages;

/** Says by what a source is called silent, or is not. */
@ApplicationScoped
class Silence {

    @Inject
    private Messages messages;

    String why(Source.Rhythm rhythm, Locale locale) {
        return rhythm.usualGap()
                .map(gap -> messages.say(locale, "evaluation.sources.rhythm", gap, rhythm.quiet(), rhythm.patience()))
                .orElseGet(() -> messages.say(
                        locale, "evaluation.sources.rhythm.unknown", rhythm.days(), rhythm.quiet(), rhythm.patience()));
    }
}
