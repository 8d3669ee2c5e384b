/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The pages of the sample LMS that people see, in Vietnamese and English. */
package khue.samplelms.pages;
