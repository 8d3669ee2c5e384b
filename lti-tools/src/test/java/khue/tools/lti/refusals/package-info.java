/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Which test shows that which wrong launch is refused: docs/reference/refusals.md. */
package khue.tools.lti.refusals;
