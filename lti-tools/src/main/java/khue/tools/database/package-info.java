/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The tools' database: its data source, its migrations, whether it is ready, and single statements where JPA is too much. */
package khue.tools.database;
