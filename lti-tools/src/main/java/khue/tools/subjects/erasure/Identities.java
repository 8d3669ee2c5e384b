/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects.erasure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import khue.tools.records.Pseudonyms;
import khue.tools.settings.Settings;

/**
 * What a person is called outside: the pseudonym, and the account in each LMS, which is also what other senders of that LMS's records
 * call the person.
 */
@ApplicationScoped
@Transactional
public class Identities {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Pseudonyms pseudonyms;

    @Inject
    private Settings settings;

    /** Who somebody is to one LMS. */
    public record Identity(UUID platform, String issuer, String subject) {}

    public List<Identity> of(Collection<UUID> people) {
        return ((List<?>) entities.createNativeQuery("""
                        SELECT p.id, p.issuer, i.subject FROM linked_identity i JOIN platform p ON p.id = i.platform_id
                        WHERE i.person_id = ANY(CAST(?1 AS uuid[])) ORDER BY p.issuer, i.subject
                        """)
                        .setParameter(1, array(people))
                        .getResultList())
                .stream()
                        .map(Object[].class::cast)
                        .map(row -> new Identity((UUID) row[0], (String) row[1], (String) row[2]))
                        .toList();
    }

    /** The Agents of the statements that are about these people. */
    public List<ObjectNode> agents(Collection<UUID> people) {
        List<ObjectNode> agents = new ArrayList<>();
        for (UUID person : people) {
            agents.add(account(settings.iriBase() + "pid", pseudonyms.of(person)));
        }
        for (Identity identity : of(people)) {
            agents.add(account(identity.issuer(), identity.subject()));
        }
        return agents;
    }

    private static ObjectNode account(String homePage, String name) {
        ObjectNode agent = JsonNodeFactory.instance.objectNode().put("objectType", "Agent");
        agent.putObject("account").put("homePage", homePage).put("name", name);
        return agent;
    }

    /** Ids as PostgreSQL reads an array of them. */
    public static String array(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
