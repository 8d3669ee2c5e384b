/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** All that families and children agreed to, on these pages and on paper, and how it ended: for themselves and for their teachers. */
package khue.tools.families.ledger;
