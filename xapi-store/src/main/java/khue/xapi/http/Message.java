/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

/** One sentence for people, in the two languages of the suite. */
public record Message(String vi, String en) {}
