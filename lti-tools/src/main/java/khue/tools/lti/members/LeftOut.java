/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.members;

import java.util.UUID;

/** Who is not taken from a member list, though the LMS tells about them: people who had themselves erased here. */
public interface LeftOut {

    /** Whether this member of a list stays unknown. Who launched again afterwards is known, and is not asked about. */
    boolean isLeftOut(UUID platform, String subject);
}
