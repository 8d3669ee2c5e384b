/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Preschool: a teacher records moments on behalf of the children and shows them to their families; nothing is handed in or judged. */
package khue.tools.portfolio.preschool;
