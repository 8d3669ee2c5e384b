/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** A teacher adds one of our tools to a course: Deep Linking 2.0. */
package khue.tools.lti.deeplinking;
