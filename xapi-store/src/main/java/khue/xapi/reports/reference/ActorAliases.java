/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.reference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import khue.xapi.model.AgentIdentifier;
import khue.xapi.model.Fingerprint;
import khue.xapi.postgres.Database;
import khue.xapi.postgres.Dictionary;

/** Other names of people, for reports only: a statement stays as it was sent. */
@ApplicationScoped
public class ActorAliases {

    private static final int REMEMBERED = 4_096;

    private final Database database;
    private final Dictionary terms;

    /** For the container's proxy. */
    protected ActorAliases() {
        this(null);
    }

    @Inject
    public ActorAliases(Database database) {
        this.database = database;
        this.terms = new Dictionary(database, REMEMBERED);
    }

    /** From now on reports take the one for the other; an alias is of one person. */
    public void put(AgentIdentifier alias, AgentIdentifier person, String source) {
        UUID other = Fingerprint.of(alias);
        UUID known = Fingerprint.of(person);
        Map<UUID, Integer> numbers = terms.numbersOf(List.of(other, known));
        database.withConnection(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into xapi.actor_alias (alias, person, source, home_page, account, known_home_page, known_account)
                    values (?, ?, ?, ?, ?, ?, ?)
                    on conflict (alias) do update
                       set person = excluded.person, source = excluded.source, at = now(),
                           known_home_page = excluded.known_home_page, known_account = excluded.known_account""")) {
                boolean accounts =
                        alias.kind() == AgentIdentifier.Kind.ACCOUNT && person.kind() == AgentIdentifier.Kind.ACCOUNT;
                insert.setInt(1, numbers.get(other));
                insert.setInt(2, numbers.get(known));
                insert.setString(3, source);
                insert.setString(4, accounts ? alias.homePage() : null);
                insert.setString(5, accounts ? alias.value() : null);
                insert.setString(6, accounts ? person.homePage() : null);
                insert.setString(7, accounts ? person.value() : null);
                return insert.executeUpdate();
            }
        });
    }
}
