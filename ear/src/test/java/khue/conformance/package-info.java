/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** ADL's conformance suite, run against the application that was just built: {@code ./mvnw -Pconformance}. */
package khue.conformance;
