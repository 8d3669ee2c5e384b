/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What the sample LMS needs of HTTP, on top of the JDK's own server: requests, responses, routes, sessions and a log. */
package khue.samplelms.http;
