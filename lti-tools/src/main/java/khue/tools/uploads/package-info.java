/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Files on their way to us over lines that break: the tus protocol 1.0, kept in the database and on the disk that all nodes share. */
package khue.tools.uploads;
