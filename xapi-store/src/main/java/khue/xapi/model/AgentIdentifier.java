/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.model;

import java.util.Locale;

/**
 * The inverse functional identifier that makes two Agents, or two identified Groups, the same one.
 *
 * @param kind which of the four it is
 * @param value the mailbox, checksum, OpenID or account name, in the form in which equal ones are equal
 * @param homePage the account's home page; empty for the other kinds
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#2423-inverse-functional-identifier">Data
 *     2.4.2.3</a>
 */
public record AgentIdentifier(Kind kind, String homePage, String value) {

    public enum Kind {
        MBOX,
        MBOX_SHA1SUM,
        OPENID,
        ACCOUNT
    }

    public AgentIdentifier {
        if (value.isEmpty() && kind != Kind.ACCOUNT) {
            throw new IllegalArgumentException("an identifier has a value");
        }
    }

    public static AgentIdentifier ofMbox(String mbox) {
        return new AgentIdentifier(Kind.MBOX, "", Mailbox.canonical(mbox));
    }

    public static AgentIdentifier ofMboxSha1Sum(String sum) {
        return new AgentIdentifier(Kind.MBOX_SHA1SUM, "", sum.toLowerCase(Locale.ROOT));
    }

    public static AgentIdentifier ofOpenId(String openId) {
        return new AgentIdentifier(Kind.OPENID, "", openId);
    }

    public static AgentIdentifier ofAccount(String homePage, String name) {
        return new AgentIdentifier(Kind.ACCOUNT, homePage, name);
    }

    /** One text per identifier, and a different one for every other identifier. */
    public String canonical() {
        // A line feed cannot be part of an IRI, so the home page ends where it seems to end.
        return kind + "\n" + homePage + "\n" + value;
    }
}
