/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation.sources;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import khue.tools.lti.platforms.Platforms;
import khue.tools.people.LeftAlone;
import khue.tools.people.People;
import khue.tools.people.Person;
import khue.tools.records.Pseudonyms;

/**
 * Whose account of an LMS it is, as a pseudonym: what an LMS sends as (home page, account) is what it launches as (issuer, subject).
 * Nobody is found by a name or an address.
 */
@ApplicationScoped
class KnownAccounts {

    @Inject
    private Platforms platforms;

    @Inject
    private People people;

    @Inject
    private Pseudonyms pseudonyms;

    @Inject
    private LeftAlone leftAlone;

    /** Empty as well for whoever is left alone, and where two people could be meant. */
    Optional<String> pseudonym(Source.Account account) {
        List<UUID> found = platforms.ofIssuer(account.homePage()).stream()
                .flatMap(platform -> people.find(platform.id(), account.name()).stream())
                .map(Person::id)
                .distinct()
                .toList();
        return found.size() == 1 && !leftAlone.isLeftAlone(found.get(0))
                ? Optional.of(pseudonyms.of(found.get(0)))
                : Optional.empty();
    }
}
