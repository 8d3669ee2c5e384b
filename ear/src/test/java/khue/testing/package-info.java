/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** One running Khuê for every black-box test, and what such tests need to look inside and to cut it off. */
package khue.testing;
