/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.teams;

import java.util.List;
import java.util.UUID;

/** Some pupils of a class who do a project together. */
public record Team(UUID id, String name, List<UUID> members) {

    public static final int LONGEST_NAME = 60;

    public Team {
        members = List.copyOf(members);
    }
}
