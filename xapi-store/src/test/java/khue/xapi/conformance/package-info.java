/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What the xAPI standard asks of a store, requirement by requirement, tested from outside over HTTP. */
package khue.xapi.conformance;
