/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Reports of the programme: drafted from the store's figures, written, locked, signed, checked by anybody, asked again years later. */
package khue.tools.reports;
