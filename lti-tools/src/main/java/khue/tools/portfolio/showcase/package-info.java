/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Works that are shown outside the class by a link: chosen by the pupil, agreed by a guardian, approved by the school, for a time. */
package khue.tools.portfolio.showcase;
