/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Rules over all of the tools' code. */
package khue.tools.architecture;
