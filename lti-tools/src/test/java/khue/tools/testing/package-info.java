/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What several packages' tests share. */
package khue.tools.testing;
