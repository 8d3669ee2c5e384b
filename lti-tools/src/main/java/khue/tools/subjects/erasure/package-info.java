/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Where in the tools people stand, table by table, and how somebody is taken out of all of it and out of the record store. */
package khue.tools.subjects.erasure;
