/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Who changed what, when and from where: written with the change itself, read by administrators, never altered. */
package khue.tools.audit;
