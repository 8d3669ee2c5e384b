/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.records;

import java.util.UUID;

/** About whom nothing is recorded for reports, because that person asked to be left alone. */
public interface NotRecorded {

    boolean isLeftAlone(UUID person);
}
