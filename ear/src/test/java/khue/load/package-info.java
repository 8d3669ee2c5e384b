/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** {@code ./mvnw -Pbenchmark}: what the learning record store does in a second, beside what the database alone could do. */
package khue.load;
