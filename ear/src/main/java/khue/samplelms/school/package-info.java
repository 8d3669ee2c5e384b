/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What the sample LMS knows: its people, its course, the tools connected to it, activities, line items and grades. */
package khue.samplelms.school;
