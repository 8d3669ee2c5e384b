/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Who may do what to a project, a work and its files: plain rules, and what they need to know from the tables. */
package khue.tools.portfolio.access;
