/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

/**
 * One fault of a statement.
 *
 * @param pointer where it is, as a JSON pointer (RFC 6901) into the body that was sent
 * @param rule which rule is broken
 * @param detail what was found and what is expected, in English, for the developer of the sender
 */
public record Violation(String pointer, Rule rule, String detail) {}
