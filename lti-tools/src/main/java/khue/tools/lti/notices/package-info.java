/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** News that an LMS sends by itself: Platform Notification Service 1.0. */
package khue.tools.lti.notices;
