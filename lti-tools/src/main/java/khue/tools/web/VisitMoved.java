/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import java.util.UUID;

/** A visit goes on in a window of its own, under a new id: what belonged to the one belongs to the other from now on. */
public record VisitMoved(UUID from, UUID to) {}
