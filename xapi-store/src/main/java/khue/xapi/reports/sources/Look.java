/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.sources;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/** What the newest statements of a source say, and what of it figures can read. */
final class Look {

    private static final int MOST_LISTED = 200;

    private final String base;
    private final Map<String, String> verbAliases;
    private final BiPredicate<String, String> knownAccount;
    private final Map<String, Verb> verbs = new TreeMap<>();
    private final Map<Account, Integer> accounts = new TreeMap<>();
    private final TreeSet<String> pseudonyms = new TreeSet<>();
    private final TreeSet<Account> mapped = new TreeSet<>();
    private final TreeSet<String> nameless = new TreeSet<>();
    private int statements;
    private int outsideProfile;

    /** @param knownAccount whether an account, by its home page and name, is another name of somebody known */
    Look(String base, Map<String, String> verbAliases, BiPredicate<String, String> knownAccount) {
        this.base = base;
        this.verbAliases = verbAliases;
        this.knownAccount = knownAccount;
    }

    /**
     * A verb that was met.
     *
     * @param display as its sender shows it
     * @param means the verb that figures read it as; empty: none
     */
    record Verb(String iri, Optional<JsonNode> display, int statements, Optional<String> means) {}

    /** An account of another system. */
    record Account(String homePage, String name) implements Comparable<Account> {

        @Override
        public int compareTo(Account other) {
            int byHome = homePage.compareTo(other.homePage);
            return byHome != 0 ? byHome : name.compareTo(other.name);
        }
    }

    void take(JsonNode statement) {
        statements++;
        verb(statement.path("verb"));
        actor(statement.path("actor"));
        boolean inProfile = false;
        JsonNode categories =
                statement.path("context").path("contextActivities").path("category");
        for (JsonNode category : categories.isObject() ? List.of(categories) : categories) {
            inProfile |= category.path("id").asText().startsWith(base + "profile/");
        }
        outsideProfile += inProfile ? 0 : 1;
    }

    private void verb(JsonNode verb) {
        String iri = verb.path("id").asText();
        Verb before = verbs.get(iri);
        verbs.put(
                iri,
                before != null
                        ? new Verb(iri, before.display(), before.statements() + 1, before.means())
                        : new Verb(iri, Optional.of(verb.path("display")).filter(JsonNode::isObject), 1, means(iri)));
    }

    private Optional<String> means(String iri) {
        return ProfileVerbs.ALL.contains(iri) ? Optional.of(iri) : Optional.ofNullable(verbAliases.get(iri));
    }

    private void actor(JsonNode actor) {
        String homePage = actor.path("account").path("homePage").asText();
        String name = actor.path("account").path("name").asText();
        if (homePage.equals(base + "pid")) {
            pseudonyms.add(name);
        } else if (actor.has("account") && name.indexOf('@') < 0) {
            Account account = new Account(homePage, name);
            if (mapped.contains(account) || knownAccount.test(homePage, name)) {
                mapped.add(account);
            } else {
                accounts.merge(account, 1, Integer::sum);
            }
        } else if (!actor.path("objectType").asText().equals("Group")) {
            // A mailbox or an OpenID is no pseudonym: evaluators see how many there are, and no more.
            nameless.add(actor.toString());
        }
    }

    int statements() {
        return statements;
    }

    int outsideProfile() {
        return outsideProfile;
    }

    /** Those that figures cannot read first, then by how often they were met. */
    List<Verb> verbs() {
        return verbs.values().stream()
                .sorted((one, other) -> one.means().isPresent() != other.means().isPresent()
                        ? Boolean.compare(one.means().isPresent(), other.means().isPresent())
                        : Integer.compare(other.statements(), one.statements()))
                .toList();
    }

    /** People whom our tools know. */
    int pseudonyms() {
        return pseudonyms.size();
    }

    /** Accounts that are another name of somebody known. */
    int mapped() {
        return mapped.size();
    }

    /** Accounts of nobody known. */
    int unmapped() {
        return accounts.size();
    }

    /** Actors that are told by an address or an OpenID, which no page shows. */
    int hidden() {
        return nameless.size();
    }

    List<Account> firstUnmapped() {
        return accounts.keySet().stream().limit(MOST_LISTED).toList();
    }
}
