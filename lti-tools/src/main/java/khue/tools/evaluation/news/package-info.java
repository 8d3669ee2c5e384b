/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** An evaluator's first page: what changed since the visit before. Other packages tell their part of it by a {@link khue.tools.evaluation.news.News}. */
package khue.tools.evaluation.news;
