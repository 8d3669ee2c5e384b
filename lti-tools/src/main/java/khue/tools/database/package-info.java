/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The tools' database: its data source, its migrations and whether it is ready. */
package khue.tools.database;
