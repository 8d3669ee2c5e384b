/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Clients that nobody here wrote, against the real server: what they expect is not what we think they expect. */
package khue.clients;
