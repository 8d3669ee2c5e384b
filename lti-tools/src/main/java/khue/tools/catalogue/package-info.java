/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What a learning tool is, and which ones there are. */
package khue.tools.catalogue;
