/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import khue.tools.lti.notices.NoticeEnded;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.platforms.RegistrationRefused;
import khue.tools.lti.protocol.LaunchMessage;
import khue.tools.lti.protocol.LaunchReason;
import khue.tools.lti.protocol.Reason;

/**
 * How every login, launch and notice ended, and why a registration was refused. A refusal is written in a transaction of its own, so that
 * what is undone still leaves its line; kept for {@link #KEPT}.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
public class LaunchLog {

    static final Duration KEPT = Duration.ofDays(90);

    /**
     * So many refusals of one kind, by one LMS or by nobody we know, have a line of their own within {@link #COUNTED}; after that, the last
     * line counts them. Strangers can be refused as often as they like, and must not fill the log.
     */
    static final int MOST_LINES = 100;

    static final Duration COUNTED = Duration.ofHours(1);

    private static final int LONGEST_TEXT = 500;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /**
     * One login or launch.
     *
     * @param id grows with time; the key to page on from
     * @param platform the LMS, when it is one that we know
     * @param platformName what administrators call it
     * @param issuer as the LMS said it
     * @param reason why it was refused; empty: it was accepted
     * @param detail for administrators, in English: what was expected and what came; names nobody
     * @param subjectHash tells two people apart without naming them
     * @param repeats how many refusals of this kind the line stands for, this one included
     * @param lastAt when the last of them was; empty when there is one
     */
    public record Entry(
            long id,
            Instant at,
            Optional<UUID> platform,
            Optional<String> platformName,
            Optional<String> issuer,
            Optional<String> deploymentId,
            Optional<String> messageType,
            Optional<Reason> reason,
            Optional<String> detail,
            Optional<String> subjectHash,
            int repeats,
            Optional<Instant> lastAt) {

        public boolean accepted() {
            return reason.isEmpty();
        }
    }

    /**
     * Which entries to show; what is empty restricts nothing.
     *
     * @param from the first moment
     * @param until the first moment that is too late
     */
    public record Filter(
            Optional<Boolean> accepted,
            Optional<? extends Reason> reason,
            Optional<UUID> platform,
            Optional<Instant> from,
            Optional<Instant> until) {

        public static final Filter NONE = new Filter(Optional.empty(), Optional.empty(), Optional.empty());

        public Filter(Optional<Boolean> accepted, Optional<? extends Reason> reason, Optional<UUID> platform) {
            this(accepted, reason, platform, Optional.empty(), Optional.empty());
        }

        public boolean restricts() {
            return accepted.isPresent()
                    || reason.isPresent()
                    || platform.isPresent()
                    || from.isPresent()
                    || until.isPresent();
        }
    }

    /** @param next what to ask for to go on; empty at the end */
    public record Page(List<Entry> entries, Optional<Long> next) {}

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Clock clock;

    /**
     * The newest entries first.
     *
     * @param before the {@link Page#next} of the page before; empty for the first page
     * @param limit 1 to 500 entries
     */
    public Page newestFirst(Filter filter, Optional<Long> before, int limit) {
        int size = Math.max(1, Math.min(limit, 500));
        @SuppressWarnings("unchecked")
        List<Object[]> rows = entities.createNativeQuery("""
                        SELECT l.id, l.at, CAST(p.id AS text), p.name, l.issuer, l.deployment_id, l.message_type, l.reason,
                               l.detail, l.subject_hash, l.repeats, l.last_at
                        FROM launch_log l LEFT JOIN platform p ON p.id = l.platform_id
                        WHERE l.id < ?1
                          AND (CAST(?2 AS boolean) IS NULL OR (l.reason IS NULL) = CAST(?2 AS boolean))
                          AND (CAST(?3 AS text) IS NULL OR l.reason = CAST(?3 AS text))
                          AND (CAST(?4 AS uuid) IS NULL OR l.platform_id = CAST(?4 AS uuid))
                          AND (CAST(?5 AS timestamptz) IS NULL OR l.at >= CAST(?5 AS timestamptz))
                          AND (CAST(?6 AS timestamptz) IS NULL OR l.at < CAST(?6 AS timestamptz))
                        ORDER BY l.id DESC
                        LIMIT ?7
                        """)
                .setParameter(1, before.orElse(Long.MAX_VALUE))
                .setParameter(2, filter.accepted().map(Object::toString).orElse(null))
                .setParameter(3, filter.reason().map(Reason::code).orElse(null))
                .setParameter(4, filter.platform().map(UUID::toString).orElse(null))
                .setParameter(5, filter.from().map(Instant::toString).orElse(null))
                .setParameter(6, filter.until().map(Instant::toString).orElse(null))
                .setParameter(7, size + 1)
                .getResultList();
        List<Entry> found = rows.stream().map(LaunchLog::entry).toList();
        return found.size() <= size
                ? new Page(found, Optional.empty())
                : new Page(
                        found.subList(0, size), Optional.of(found.get(size - 1).id()));
    }

    /** What is known about a login or a launch when it ends; every part may be unknown. */
    record Circumstances(
            Optional<UUID> platform,
            Optional<String> issuer,
            Optional<String> deploymentId,
            Optional<String> messageType,
            Optional<String> subject) {

        static Circumstances ofIssuer(Optional<String> issuer) {
            return new Circumstances(Optional.empty(), issuer, Optional.empty(), Optional.empty(), Optional.empty());
        }

        static Circumstances of(Platform platform) {
            return new Circumstances(
                    Optional.of(platform.id()),
                    Optional.of(platform.registration().issuer()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        Circumstances with(LaunchMessage message) {
            return new Circumstances(
                    platform,
                    issuer,
                    Optional.of(message.deploymentId()),
                    Optional.of(message.type().claim()),
                    Optional.of(message.subject()));
        }
    }

    /** Part of the transaction in which the visit begins: there is no visit without its line, and no line without a visit. */
    @Transactional(Transactional.TxType.REQUIRED)
    void accepted(Circumstances circumstances) {
        write(circumstances, null, null);
    }

    void refused(Circumstances circumstances, LaunchReason reason, String detail) {
        write(circumstances, reason.code(), detail);
    }

    private void write(Circumstances circumstances, String code, String detail) {
        if (code != null && isCountedInALine(circumstances, code)) {
            return;
        }
        entities.createNativeQuery("""
                        INSERT INTO launch_log (at, platform_id, issuer, deployment_id, message_type, reason, detail, subject_hash)
                        VALUES (?1, CAST(?2 AS uuid), ?3, ?4, ?5, ?6, ?7, ?8)
                        """)
                .setParameter(1, clock.instant().atOffset(ZoneOffset.UTC))
                .setParameter(2, circumstances.platform().map(UUID::toString).orElse(null))
                .setParameter(3, printable(circumstances.issuer().orElse(null)))
                .setParameter(4, printable(circumstances.deploymentId().orElse(null)))
                .setParameter(5, printable(circumstances.messageType().orElse(null)))
                .setParameter(6, code)
                .setParameter(7, printable(detail))
                .setParameter(8, subjectHash(circumstances))
                .executeUpdate();
    }

    void noticeEnded(@Observes NoticeEnded notice) {
        Circumstances circumstances = new Circumstances(
                notice.platform(), Optional.empty(), notice.deploymentId(), notice.type(), Optional.empty());
        write(
                circumstances,
                notice.reason().map(LaunchReason::code).orElse(null),
                notice.reason().map(reason -> notice.detail()).orElse(null));
    }

    void registrationRefused(@Observes RegistrationRefused refused) {
        write(Circumstances.ofIssuer(refused.from()), refused.reason().code(), refused.detail());
    }

    /** Once there are {@link #MOST_LINES} of this kind, the newest of them counts this one too. */
    private boolean isCountedInALine(Circumstances circumstances, String code) {
        Instant now = clock.instant();
        return entities.createNativeQuery("""
                                UPDATE launch_log SET repeats = repeats + 1, last_at = ?3
                                WHERE id = (
                                    SELECT max(id) FROM launch_log
                                    WHERE reason = ?1 AND platform_id IS NOT DISTINCT FROM CAST(?2 AS uuid) AND at > ?4
                                    HAVING count(*) >= ?5)
                                """)
                        .setParameter(1, code)
                        .setParameter(
                                2, circumstances.platform().map(UUID::toString).orElse(null))
                        .setParameter(3, now.atOffset(ZoneOffset.UTC))
                        .setParameter(4, now.minus(COUNTED).atOffset(ZoneOffset.UTC))
                        .setParameter(5, MOST_LINES)
                        .executeUpdate()
                == 1;
    }

    /** Forgets what is older than {@link #KEPT}. */
    void forgetOld() {
        entities.createNativeQuery("DELETE FROM launch_log WHERE at < ?1")
                .setParameter(1, clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    /** What strangers sent is cut, and loses what could break a line or the database (PostgreSQL's text has no NUL). */
    static String printable(String text) {
        if (text == null) {
            return null;
        }
        String plain = CONTROL.matcher(text).replaceAll("�");
        return plain.length() <= LONGEST_TEXT ? plain : plain.substring(0, LONGEST_TEXT - 1) + "…";
    }

    static String subjectHash(Circumstances circumstances) {
        if (circumstances.platform().isEmpty() || circumstances.subject().isEmpty()) {
            return null;
        }
        return subjectHash(
                circumstances.platform().get(), circumstances.subject().get());
    }

    /** By what lines about one person are told from those about another. */
    public static String subjectHash(UUID platform, String subject) {
        String person = platform + " " + subject;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(person.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static Entry entry(Object[] row) {
        return new Entry(
                ((Number) row[0]).longValue(),
                instant(row[1]),
                text(row[2]).map(UUID::fromString),
                text(row[3]),
                text(row[4]),
                text(row[5]),
                text(row[6]),
                text(row[7]).flatMap(Reason::ofCode),
                text(row[8]),
                text(row[9]),
                ((Number) row[10]).intValue(),
                Optional.ofNullable(row[11]).map(LaunchLog::instant));
    }

    private static Instant instant(Object value) {
        return value instanceof OffsetDateTime time ? time.toInstant() : ((java.util.Date) value).toInstant();
    }

    private static Optional<String> text(Object value) {
        return Optional.ofNullable((String) value);
    }
}
