/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Pupils who do a project together: a teacher makes teams or takes the LMS's groups, a pupil joins. */
package khue.tools.portfolio.teams;
