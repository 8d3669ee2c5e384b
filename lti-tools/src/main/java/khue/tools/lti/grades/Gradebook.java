/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.grades;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** The LMS's gradebook as tools see it: a score is queued in the tool's own transaction and sent afterwards, in order. */
@ApplicationScoped
public class Gradebook {

    @Transactional(Transactional.TxType.MANDATORY)
    public void send(Score score) {
        throw new UnsupportedOperationException("being written: " + score);
    }
}
