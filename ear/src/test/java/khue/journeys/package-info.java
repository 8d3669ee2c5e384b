/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** People's journeys through the whole of Khuê, in a real browser, from the sample LMS to the evaluator's figure. */
package khue.journeys;
