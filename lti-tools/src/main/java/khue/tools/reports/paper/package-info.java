/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** A locked report as an official paper: made once out of its snapshot, then written as a page, a document, a spreadsheet or a PDF. */
package khue.tools.reports.paper;
