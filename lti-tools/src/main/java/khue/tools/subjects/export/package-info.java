/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** All that is kept about somebody, as one zip file that is written while it is sent. */
package khue.tools.subjects.export;
