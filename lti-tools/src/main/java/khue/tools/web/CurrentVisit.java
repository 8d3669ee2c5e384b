/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.enterprise.context.RequestScoped;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The visit that the current request belongs to, if any; set by {@link VisitFilter} before any page is asked. */
@RequestScoped
public class CurrentVisit {

    private Visit visit;
    private boolean formIsForeign;
    private Locale locale = Languages.DEFAULT;
    private String address;

    void is(Visit found) {
        this.visit = found;
        this.locale = found.visitor().locale();
    }

    void speaks(Locale language) {
        this.locale = language;
    }

    void comesFrom(String networkAddress) {
        this.address = networkAddress;
    }

    /** The network address that the request came from; behind a proxy, the proxy's. Empty outside a request. */
    public Optional<String> address() {
        return Optional.ofNullable(address);
    }

    void formIsForeign(boolean foreign) {
        this.formIsForeign = foreign;
    }

    boolean formIsForeign() {
        return formIsForeign;
    }

    public Optional<Visitor> visitor() {
        return Optional.ofNullable(visit).map(Visit::visitor);
    }

    /** The visitor of a page that is not open to {@link Audience#ANYBODY}. */
    public Visitor require() {
        return visitor()
                .orElseThrow(() -> new IllegalStateException("this page is open to anybody: there may be no visitor"));
    }

    /** The person who visits; only for pages of an LMS's people. */
    public UUID person() {
        return require().person().orElseThrow();
    }

    /** The course visited from; only for pages of an LMS's people. */
    public UUID course() {
        return require().course().orElseThrow();
    }

    public Locale locale() {
        return locale;
    }

    Optional<Visit> visit() {
        return Optional.ofNullable(visit);
    }

    /** The visit's own id, for what belongs to this one visit. */
    public Optional<UUID> id() {
        return Optional.ofNullable(visit).map(Visit::id);
    }

    public Optional<String> csrfToken() {
        return Optional.ofNullable(visit).map(Visit::csrfToken);
    }
}
