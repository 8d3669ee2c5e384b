/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What pupils, classmates and families say about a work: written by them, let through by a teacher. */
package khue.tools.portfolio.comments;
