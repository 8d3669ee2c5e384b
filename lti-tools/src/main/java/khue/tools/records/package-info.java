/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What people did, as xAPI statements: written in the tool's own transaction, delivered to a learning record store afterwards. */
package khue.tools.records;
