/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.people;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/**
 * Who asked that the own data be left alone: it is kept, and neither shown to anybody anew nor recorded for reports, until the restriction
 * is lifted.
 */
public interface LeftAlone {

    boolean isLeftAlone(UUID person);

    /** Those of these people. */
    Set<UUID> among(Collection<UUID> people);
}
