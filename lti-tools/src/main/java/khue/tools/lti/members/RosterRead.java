/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.members;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;

/**
 * The LMS's member list of a course was read; fired as an event in the transaction that keeps it.
 *
 * @param learners how many active learners the LMS counts
 * @param source the address that the list was read from
 */
public record RosterRead(UUID course, int learners, Instant asOf, URI source) {}
