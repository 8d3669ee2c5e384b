/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import khue.tools.web.Audience;
import khue.tools.web.StartPage;
import khue.tools.web.Visitor;

/** A reader comes to read what was released. */
@ApplicationScoped
class ReaderStart implements StartPage {

    @Override
    public Optional<String> of(Visitor visitor) {
        return visitor.audience() == Audience.READER ? Optional.of("/reports") : Optional.empty();
    }
}
