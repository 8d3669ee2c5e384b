/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The settings an operator can change, the clock and the source of randomness: what every other package is given rather than takes. */
package khue.tools.settings;
