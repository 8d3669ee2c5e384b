/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The terms of the law and the calendar of working days, by which a request has to be answered and done; both are data. */
package khue.tools.subjects.clocks;
