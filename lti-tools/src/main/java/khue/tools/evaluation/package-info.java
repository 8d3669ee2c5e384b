/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The evaluator's pages: indicators and the statement browser. They ask the store over HTTP, and hold no SQL over statements. */
package khue.tools.evaluation;
