/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The administrator's pages: LMSes, launches, deliveries, and the installation's health at a glance. */
package khue.tools.admin;
