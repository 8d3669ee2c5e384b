/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** A client that sends prepared requests to a learning record store as fast as it answers, and costs next to nothing itself. */
package khue.load.client;
