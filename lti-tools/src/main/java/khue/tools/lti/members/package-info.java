/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** A course of an LMS and the people in it, as launches and Names and Role Provisioning Services tell. */
package khue.tools.lti.members;
