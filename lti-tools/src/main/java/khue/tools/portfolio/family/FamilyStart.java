/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.family;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import khue.tools.web.Audience;
import khue.tools.web.StartPage;
import khue.tools.web.Visitor;

/** A family starts at its children's works. */
@ApplicationScoped
class FamilyStart implements StartPage {

    @Override
    public Optional<String> of(Visitor visitor) {
        return visitor.audience() == Audience.GUARDIAN ? Optional.of("/portfolio/family") : Optional.empty();
    }
}
