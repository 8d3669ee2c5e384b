/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Set;
import khue.xapi.http.Failure;

/** A key or token that has been verified, and what it allows. */
public record Credential(String name, Set<Scope> scopes, Authority authority) {

    private static final String ATTRIBUTE = Credential.class.getName();

    public Credential {
        scopes = Set.copyOf(scopes);
    }

    /** The credential that the request was authenticated with. */
    public static Credential of(HttpServletRequest request) {
        return (Credential) request.getAttribute(ATTRIBUTE);
    }

    void attachTo(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    public boolean allows(Scope scope) {
        return scope.isGrantedBy(scopes);
    }

    /**
     * For what any one of several scopes allows, the narrowest first.
     *
     * @throws Failure 403 when this credential has none of them
     */
    public void require(Scope scope, Scope... others) {
        if (!allows(scope) && Arrays.stream(others).noneMatch(this::allows)) {
            throw new ScopeMissing(scope);
        }
    }
}
