/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Requests of people about their own data: to have it, to have it erased, to have it left alone; each with its legal clock and a receipt. */
package khue.tools.subjects;
