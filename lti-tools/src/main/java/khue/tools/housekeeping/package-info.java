/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What every node does once an hour so that no table and no disk grows for ever. */
package khue.tools.housekeeping;
