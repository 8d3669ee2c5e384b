/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What a family sees of its child's work: a teacher opens it, says who is in its pictures, and the family looks. */
package khue.tools.portfolio.family;
