/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The end of a term: what a class did in all its projects, a drafted comment for each pupil, and both as a spreadsheet and a document. */
package khue.tools.portfolio.sheet;
