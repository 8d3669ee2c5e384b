/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** A small LTI 1.3 platform with one course, to try tools without owning an LMS and to test them; it shares no code with them. */
package khue.samplelms;
