/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Files that people bring: checked, stripped of what they should not tell, and stored by their content. */
package khue.tools.files;
