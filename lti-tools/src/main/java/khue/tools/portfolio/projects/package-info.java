/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What a teacher asks a class to do: projects. */
package khue.tools.portfolio.projects;
