/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.deeplinking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The answer to a teacher's wish to add something to a course (Deep Linking 2.0). */
@ApplicationScoped
@Transactional
public class DeepLinking {

    /**
     * A link that the LMS is to add.
     *
     * @param tool the tool that opens it
     * @param item what the tool opens; travels as the custom parameter {@code khue_item}
     * @param scoreMaximum the line item's maximum; empty for a link without a grade
     */
    public record Link(
            String tool, UUID item, String title, Optional<String> text, Optional<BigDecimal> scoreMaximum) {}

    /** The form that the browser posts to the LMS. */
    public record Answer(String returnUrl, String jwt) {}

    /** Whether the current visit came to add something: then a tool ends its set-up with {@link #answer}. */
    public boolean asked() {
        throw new UnsupportedOperationException("being written");
    }

    /** Signs the answer to the current visit's request; a page shows it with the view {@code lti/deep-linking-answer.html}. */
    public Answer answer(List<Link> links) {
        throw new UnsupportedOperationException("being written: " + links);
    }
}
