/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects.clocks;

import jakarta.enterprise.context.RequestScoped;
import khue.tools.web.PagesOfPart;

/** The sentences of the page, which are among those of requests. */
@RequestScoped
public class ClockPages extends PagesOfPart {

    public ClockPages() {
        super("subjects");
    }
}
