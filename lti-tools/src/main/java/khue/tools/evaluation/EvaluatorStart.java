/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import khue.tools.web.Audience;
import khue.tools.web.StartPage;
import khue.tools.web.Visitor;

/** An evaluator starts at the list of indicators. */
@ApplicationScoped
class EvaluatorStart implements StartPage {

    @Override
    public Optional<String> of(Visitor visitor) {
        return visitor.audience() == Audience.EVALUATOR ? Optional.of("/evaluation") : Optional.empty();
    }
}
