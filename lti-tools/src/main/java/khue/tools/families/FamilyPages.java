/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.families;

import jakarta.enterprise.context.RequestScoped;
import khue.tools.web.PagesOfPart;

/** What the pages about families have in common. */
@RequestScoped
public class FamilyPages extends PagesOfPart {

    public FamilyPages() {
        super("families");
    }
}
