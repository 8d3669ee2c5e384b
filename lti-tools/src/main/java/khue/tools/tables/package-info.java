/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Tables as files that spreadsheets write and read. */
package khue.tools.tables;
