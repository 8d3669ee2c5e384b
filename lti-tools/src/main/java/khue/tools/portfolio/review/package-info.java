/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The teachers' side of a project: the class, what waits for an answer, and the answer. */
package khue.tools.portfolio.review;
