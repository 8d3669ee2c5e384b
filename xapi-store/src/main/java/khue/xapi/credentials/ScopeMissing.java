/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import khue.xapi.http.Failure;
import khue.xapi.http.Message;

/** A credential that is accepted, but does not allow what it is used for. */
final class ScopeMissing extends Failure {

    private final Scope scope;

    ScopeMissing(Scope scope) {
        super(
                403,
                "scope-missing",
                new Message(
                        "Khoá này không có quyền " + scope.word() + ".",
                        "This key does not have the scope " + scope.word() + "."));
        this.scope = scope;
    }

    Scope scope() {
        return scope;
    }
}
