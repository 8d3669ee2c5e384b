/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** From an LMS's login initiation to a launch: who, where, in which role, or the reason why not. */
package khue.tools.lti.launch;
