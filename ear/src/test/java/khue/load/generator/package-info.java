/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Statements as a city's schools would send them in a school year: the same ones for the same seed, on every machine. */
package khue.load.generator;
