/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Grades on their way to the LMS's gradebook, by Assignment and Grade Services. */
package khue.tools.lti.grades;
