/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.admin;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import khue.tools.web.Audience;
import khue.tools.web.StartPage;
import khue.tools.web.Visitor;

/** An administrator, and whoever may look but not change, starts at the overview. */
@ApplicationScoped
class AdministratorStart implements StartPage {

    @Override
    public Optional<String> of(Visitor visitor) {
        return visitor.audience() == Audience.ADMINISTRATOR ? Optional.of("/admin") : Optional.empty();
    }
}
