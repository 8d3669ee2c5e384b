/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** How LMSs differ from each other, as values that the parts of the sample LMS ask. */
package khue.samplelms.temperament;
