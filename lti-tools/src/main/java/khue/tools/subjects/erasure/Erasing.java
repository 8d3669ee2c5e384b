/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects.erasure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import khue.tools.lti.launch.LaunchLog;
import khue.tools.outbox.Outbox;
import khue.tools.records.Pseudonyms;

/**
 * Takes somebody out of the tools' tables, all at once or not at all, and leaves in the same transaction a message: what the
 * store has to erase, and what lies on the disk. The message is the last that knows who it was.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class Erasing {

    /** Where erasures wait for the store to confirm them. */
    public static final String QUEUE = "erasures";

    private static final String WORKS = "SELECT id FROM work WHERE pupil_id = ANY(:people)";
    private static final String SUBMISSIONS = "SELECT id FROM submission WHERE work_id IN (" + WORKS + ")";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Identities identities;

    @Inject
    private Pseudonyms pseudonyms;

    @Inject
    private ErasedIdentities erasedIdentities;

    @Inject
    private Outbox outbox;

    @Inject
    private Clock clock;

    /** How many rows of what went, by names that the receipt has words for. */
    public Map<String, Long> erase(UUID request, UUID person) {
        Set<UUID> people = new LinkedHashSet<>(List.of(person));
        people.addAll(familyOfNobodyElse(person));
        ObjectNode message = message(people);
        List<UUID> files = ids("""
                SELECT file_id FROM artefact WHERE work_id IN (%1$s)
                UNION SELECT file_id FROM submitted_artefact WHERE submission_id IN (%2$s)
                UNION SELECT voice_id FROM evaluation
                      WHERE voice_id IS NOT NULL AND (submission_id IN (%2$s) OR teacher_id = ANY(:people))
                UNION SELECT scan_id FROM consent_paper WHERE scan_id IS NOT NULL AND child_id = ANY(:people)
                """.formatted(WORKS, SUBMISSIONS), people);
        List<UUID> portraits = ids("""
                SELECT file_id FROM person_in_picture GROUP BY file_id HAVING bool_and(person_id = ANY(:people))
                """, people);
        message.put("recordsUnderWay", recordsUnderWay(people));
        forgetWaitingMessages(people);
        forgetLaunches(people);

        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("people", (long) people.size());
        change("UPDATE evaluation SET voice_id = NULL WHERE teacher_id = ANY(:people)", people);
        change("""
                INSERT INTO person_in_picture (file_id, person_id)
                SELECT file_id, CAST('%s' AS uuid) FROM person_in_picture WHERE person_id = ANY(:people)
                ON CONFLICT DO NOTHING
                """.formatted(Nobody.ID), people);
        for (PlaceOfPerson place : ErasurePlan.places()) {
            long rows = carryOut(place, people);
            // What is only left empty is nothing that the person would miss.
            if (rows > 0 && place.fate() != PlaceOfPerson.Fate.IS_LEFT_EMPTY) {
                counts.merge(place.table() + "." + place.column(), rows, Long::sum);
            }
        }
        entities.createNativeQuery(
                        "DELETE FROM team t WHERE NOT EXISTS (SELECT 1 FROM team_member m WHERE m.team_id = t.id)")
                .executeUpdate();
        counts.put("files", forgetFiles(files, portraits, message.putArray("contents")));
        outbox.add(QUEUE, request, Optional.empty(), message.toString());
        return counts;
    }

    /** Grown-ups who are here for this child alone: nobody needs them any longer. */
    private List<UUID> familyOfNobodyElse(UUID child) {
        return ids("""
                SELECT g.person_id FROM guardian g
                WHERE g.child_id = ANY(:people)
                  AND NOT EXISTS (SELECT 1 FROM guardian o WHERE o.person_id = g.person_id AND NOT o.child_id = ANY(:people))
                  AND NOT EXISTS (SELECT 1 FROM linked_identity i WHERE i.person_id = g.person_id)
                """, List.of(child));
    }

    private ObjectNode message(Set<UUID> people) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        ArrayNode agents = message.putObject("erasure").putArray("agents");
        identities.agents(people).forEach(agents::add);
        ArrayNode registrations = ((ObjectNode) message.get("erasure")).putArray("registrations");
        ids(WORKS, people).forEach(work -> registrations.add(work.toString()));
        ArrayNode uploads = message.putArray("uploads");
        ids("SELECT id FROM upload WHERE owner_id = ANY(:people)", people)
                .forEach(upload -> uploads.add(upload.toString()));
        return message;
    }

    /** A place where something other than the row has to be seen to is done above, and finds nothing left here. */
    private long carryOut(PlaceOfPerson place, Set<UUID> people) {
        return switch (place.fate()) {
            case GOES -> change("DELETE FROM " + place.table() + " WHERE " + place.condition(), people);
            case GOES_ALONG -> count(place, people);
            case NAMES_NOBODY ->
                place.table().equals("person_in_picture")
                        ? change("DELETE FROM person_in_picture WHERE " + place.condition(), people)
                        : change(
                                "UPDATE %1$s SET %2$s = CAST('%3$s' AS uuid) WHERE %4$s"
                                        .formatted(place.table(), place.column(), Nobody.ID, place.condition()),
                                people);
            case IS_LEFT_EMPTY ->
                change(
                        "UPDATE %1$s SET %2$s = NULL WHERE %3$s"
                                .formatted(place.table(), place.column(), place.condition()),
                        people);
        };
    }

    private long count(PlaceOfPerson place, Set<UUID> people) {
        return ((Number) query("SELECT count(*) FROM " + place.table() + " WHERE " + place.condition(), people)
                        .getSingleResult())
                .longValue();
    }

    /** Statements that a worker is just sending: the store may get them after it was asked to erase. */
    private boolean recordsUnderWay(Set<UUID> people) {
        Instant now = clock.instant();
        return people.stream()
                .map(pseudonyms::of)
                .anyMatch(pseudonym -> !entities.createNativeQuery("""
                        SELECT 1 FROM outbox
                        WHERE queue = 'statements' AND state = 'WAITING' AND attempts > 0 AND due_at > ?2 AND payload LIKE ?1
                        """)
                        .setParameter(1, "%" + pseudonym + "%")
                        .setParameter(2, now.atOffset(ZoneOffset.UTC))
                        .getResultList()
                        .isEmpty());
    }

    private void forgetWaitingMessages(Set<UUID> people) {
        List<String> names = people.stream().map(pseudonyms::of).toList();
        WaitingRecords records = new WaitingRecords(names);
        for (String name : names) {
            List<?> rows = entities.createNativeQuery(
                            "SELECT id, state, payload FROM outbox WHERE queue = 'statements' AND payload LIKE ?1 FOR UPDATE")
                    .setParameter(1, "%" + name + "%")
                    .getResultList();
            for (Object found : rows) {
                Object[] row = (Object[]) found;
                // What was delivered stays for a week as evidence; of these people it does not.
                Optional<String> rest = row[1].equals("WAITING") ? records.without((String) row[2]) : Optional.empty();
                if (rest.isPresent()) {
                    entities.createNativeQuery("UPDATE outbox SET payload = ?2 WHERE id = ?1")
                            .setParameter(1, row[0])
                            .setParameter(2, rest.get())
                            .executeUpdate();
                } else {
                    entities.createNativeQuery("DELETE FROM outbox WHERE id = ?1")
                            .setParameter(1, row[0])
                            .executeUpdate();
                }
            }
        }
        for (UUID person : people) {
            entities.createNativeQuery("DELETE FROM outbox WHERE queue = 'scores' AND lane LIKE ?1")
                    .setParameter(1, "%/" + person)
                    .executeUpdate();
        }
    }

    private void forgetLaunches(Set<UUID> people) {
        for (Identities.Identity identity : identities.of(people)) {
            entities.createNativeQuery(
                            "UPDATE launch_log SET subject_hash = NULL WHERE platform_id = ?1 AND subject_hash = ?2")
                    .setParameter(1, identity.platform())
                    .setParameter(2, LaunchLog.subjectHash(identity.platform(), identity.subject()))
                    .executeUpdate();
            erasedIdentities.add(identity.platform(), identity.subject());
        }
    }

    /**
     * Files that nobody else's row refers to, whichever tables there are; and pictures of the class that show these people and nobody else,
     * which go from wherever the class has them.
     */
    private long forgetFiles(List<UUID> files, List<UUID> portraits, ArrayNode contents) {
        Set<UUID> candidates = new LinkedHashSet<>(files);
        candidates.addAll(portraits);
        if (candidates.isEmpty()) {
            return 0;
        }
        StringBuilder unused = new StringBuilder();
        for (Object found : entities.createNativeQuery("""
                        SELECT CAST(CAST(c.conrelid AS regclass) AS text), a.attname, CAST(c.confdeltype AS text)
                        FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
                        WHERE c.contype = 'f' AND c.confrelid = CAST('stored_file' AS regclass)
                          AND c.conrelid <> CAST('picture_people' AS regclass)
                        """).getResultList()) {
            Object[] row = (Object[]) found;
            String goesAlong = row[2].equals("c") ? "f.id = ANY(CAST(?2 AS uuid[])) OR " : "";
            unused.append(
                    " AND (%sNOT EXISTS (SELECT 1 FROM %s r WHERE r.%s = f.id))".formatted(goesAlong, row[0], row[1]));
        }
        Query delete = query(
                "DELETE FROM stored_file f WHERE (f.id = ANY(:people) OR f.id = ANY(CAST(?2 AS uuid[])))" + unused
                        + " RETURNING f.sha256, f.thumbnail_sha256",
                candidates);
        List<?> gone = delete.setParameter(2, Identities.array(portraits)).getResultList();
        for (Object found : gone) {
            for (Object hash : (Object[]) found) {
                Optional.ofNullable((String) hash).ifPresent(contents::add);
            }
        }
        return gone.size();
    }

    private int change(String sql, Collection<UUID> people) {
        return query(sql, people).executeUpdate();
    }

    private List<UUID> ids(String sql, Collection<UUID> people) {
        List<UUID> ids = new ArrayList<>();
        query(sql, people).getResultList().forEach(id -> ids.add((UUID) id));
        return ids;
    }

    private Query query(String sql, Collection<UUID> people) {
        return entities.createNativeQuery(sql.replace(":people", "CAST(?1 AS uuid[])"))
                .setParameter(1, Identities.array(people));
    }
}
