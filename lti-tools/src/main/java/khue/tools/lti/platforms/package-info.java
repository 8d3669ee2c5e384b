/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The LMSes we trust and the keys we sign with. */
package khue.tools.lti.platforms;
