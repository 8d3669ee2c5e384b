/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

/** A page that is not shown, and why: {@link ErrorPages} says it to the visitor in the visitor's language. */
public class PageRefused extends RuntimeException {

    /** Each with its HTTP status and the code that people quote; the sentences are {@code web.error.<code>.…}. */
    public enum Reason {
        /** No visit, or it has expired: launch again, or sign in. */
        NO_VISIT(401),
        /** A visit, but of somebody else than those the page is for. */
        NOT_FOR_YOU(403),
        /** A form that did not come from one of our own pages of this visit. */
        FOREIGN_FORM(403),
        NOT_FOUND(404),
        /** Something sent to us cannot be used as it is. */
        BAD_INPUT(400),
        TOO_LARGE(413),
        /** Somebody changed it meanwhile, or it was done already. */
        CONFLICT(409),
        /** Work that was handed in or accepted: nothing is added to it, and nothing in it is changed. */
        WORK_LOCKED(409),
        /** A project that its teacher has ended. */
        PROJECT_CLOSED(409),
        /** The LMS has said since the visit began that the visitor is not in the class any more. */
        LEFT_THE_CLASS(403),
        /** Another system that we need, an LMS or the store, did not answer. */
        UNREACHABLE(502);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }

        /** As people quote it: {@code KHUE-NO-VISIT}. */
        public String code() {
            return "KHUE-" + name().replace('_', '-');
        }
    }

    private final Reason reason;

    public PageRefused(Reason reason) {
        super(reason.code());
        this.reason = reason;
    }

    /** @param detail for the log, in English; never shown to the visitor */
    public PageRefused(Reason reason, String detail) {
        super(reason.code() + ": " + detail);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
