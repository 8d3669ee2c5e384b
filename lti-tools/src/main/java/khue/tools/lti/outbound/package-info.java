/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Every call that we make to an LMS: to public addresses only, by https only, short and small. */
package khue.tools.lti.outbound;
