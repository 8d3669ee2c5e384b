/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The project portfolio: a teacher sets a project, pupils show their work and reflect on it, the teacher answers. */
package khue.tools.portfolio;
