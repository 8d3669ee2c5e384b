/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** A child's family: how a grown-up of it gets in by a sheet of paper from school, whom a teacher confirms, and what a family consents to. */
package khue.tools.families;
