/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects.export;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import khue.tools.files.FileStore;
import khue.tools.files.StoredFile;
import khue.tools.lti.launch.LaunchLog;
import khue.tools.records.Pseudonyms;
import khue.tools.records.StoreClient;
import khue.tools.subjects.erasure.ErasurePlan;
import khue.tools.subjects.erasure.Identities;
import khue.tools.subjects.erasure.PlaceOfPerson;
import khue.tools.web.Messages;

/**
 * What is kept about somebody, from the same list of places as the erasure. What is other people's and only names the person, such as a
 * teacher's answers to pupils, is told by its number; secrets of visits, sheets and links are left out.
 */
@ApplicationScoped
public class Export {

    private static final String SECRETS = "{secret_hash,csrf_token,code_hash,token}";
    private static final String WORKS = "SELECT id FROM work WHERE pupil_id = ANY(:people)";
    private static final String SUBMISSIONS = "SELECT id FROM submission WHERE work_id IN (" + WORKS + ")";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private FileStore files;

    @Inject
    private StoreClient store;

    @Inject
    private Identities identities;

    @Inject
    private Pseudonyms pseudonyms;

    @Inject
    private Messages messages;

    /** @throws IOException when the store does not answer: then there is nothing that could be taken for the whole */
    public void requireStore(UUID person) throws IOException {
        statements(person).requireAnswer();
    }

    private PersonStatements statements(UUID person) {
        return new PersonStatements(
                store,
                identities.agents(List.of(person)),
                ids(WORKS, person).stream().toList());
    }

    /** @param sentences for the first page, in the reader's language: who, when, and by which law */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public void write(UUID person, Locale language, String title, List<String> sentences, OutputStream out)
            throws IOException {
        try (ExportZip zip = new ExportZip(out, language.getLanguage())) {
            List<String> numbers = new ArrayList<>(sentences);
            for (Map.Entry<String, List<PlaceOfPerson>> table : byTable().entrySet()) {
                List<String> rows = new ArrayList<>();
                for (PlaceOfPerson place : table.getValue()) {
                    if (place.fate() == PlaceOfPerson.Fate.GOES || place.fate() == PlaceOfPerson.Fate.GOES_ALONG) {
                        rows.addAll(rows(place.table(), place.condition(), person));
                    } else {
                        long count = count(place, person);
                        if (count > 0) {
                            numbers.add(messages.say(
                                    language, "subjects.export.named", word(language, place.table()), count));
                        }
                    }
                }
                if (!rows.isEmpty()) {
                    zip.table(
                            table.getKey(),
                            word(language, table.getKey()),
                            rows.stream().distinct().toList());
                }
            }
            further(person, language, zip);
            for (UUID file : fileIds(person)) {
                Optional<StoredFile> found = files.find(file);
                if (found.isPresent()) {
                    try (InputStream content = files.read(found.get())) {
                        zip.file(file.toString(), found.get().name(), content);
                    }
                }
            }
            PersonStatements statements = statements(person);
            zip.statements(messages.say(language, "subjects.export.statements"), statements::each);
            zip.finish(title, numbers);
        }
    }

    private void further(UUID person, Locale language, ExportZip zip) throws IOException {
        List<String> words = rows("consent_text", """
                (purpose, version) IN (SELECT purpose, text_version FROM consent WHERE child_id = ANY(:people) OR given_by = ANY(:people))
                """, person);
        if (!words.isEmpty()) {
            zip.table("consent_text", word(language, "consent_text"), words);
        }
        List<String> launches = new ArrayList<>();
        for (Identities.Identity identity : identities.of(List.of(person))) {
            launches.addAll(texts(entities.createNativeQuery("""
                                    SELECT CAST(to_jsonb(l) AS text) FROM launch_log l
                                    WHERE l.platform_id = ?1 AND l.subject_hash = ?2 ORDER BY l.id
                                    """)
                    .setParameter(1, identity.platform())
                    .setParameter(2, LaunchLog.subjectHash(identity.platform(), identity.subject()))
                    .getResultList()));
        }
        if (!launches.isEmpty()) {
            zip.table("launch_log", word(language, "launch_log"), launches);
        }
        List<String> waiting = texts(entities.createNativeQuery("""
                        SELECT payload FROM outbox WHERE queue = 'statements' AND state = 'WAITING' AND payload LIKE ?1 ORDER BY seq
                        """)
                .setParameter(1, "%" + pseudonyms.of(person) + "%")
                .getResultList());
        if (!waiting.isEmpty()) {
            zip.table("outbox", word(language, "outbox"), waiting);
        }
    }

    private static Map<String, List<PlaceOfPerson>> byTable() {
        Map<String, List<PlaceOfPerson>> tables = new LinkedHashMap<>();
        ErasurePlan.places()
                .forEach(place -> tables.computeIfAbsent(place.table(), table -> new ArrayList<>())
                        .add(place));
        return tables;
    }

    private String word(Locale language, String table) {
        return messages.find(language, "subjects.table." + table.replace('_', '-'))
                .orElse(table);
    }

    private Set<UUID> fileIds(UUID person) {
        return ids("""
                SELECT file_id FROM artefact WHERE work_id IN (%1$s)
                UNION SELECT file_id FROM submitted_artefact WHERE submission_id IN (%2$s)
                UNION SELECT voice_id FROM evaluation
                      WHERE voice_id IS NOT NULL AND (submission_id IN (%2$s) OR teacher_id = ANY(:people))
                UNION SELECT scan_id FROM consent_paper WHERE scan_id IS NOT NULL AND child_id = ANY(:people)
                """.formatted(WORKS, SUBMISSIONS), person);
    }

    private List<String> rows(String table, String condition, UUID person) {
        return texts(entities.createNativeQuery(filled("SELECT CAST(to_jsonb(x) - CAST('" + SECRETS
                        + "' AS text[]) AS text) FROM " + table + " x WHERE " + condition))
                .setParameter(1, Identities.array(List.of(person)))
                .getResultList());
    }

    private long count(PlaceOfPerson place, UUID person) {
        return ((Number) entities.createNativeQuery(
                                filled("SELECT count(*) FROM " + place.table() + " WHERE " + place.condition()))
                        .setParameter(1, Identities.array(List.of(person)))
                        .getSingleResult())
                .longValue();
    }

    private Set<UUID> ids(String sql, UUID person) {
        Set<UUID> ids = new LinkedHashSet<>();
        entities.createNativeQuery(filled(sql))
                .setParameter(1, Identities.array(List.of(person)))
                .getResultList()
                .forEach(id -> ids.add((UUID) id));
        return ids;
    }

    private static String filled(String sql) {
        return sql.replace(":people", "CAST(?1 AS uuid[])");
    }

    private static List<String> texts(List<?> rows) {
        return rows.stream().map(String.class::cast).toList();
    }
}
