/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.audit;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.execute;
import static khue.tools.testing.InServer.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.transaction.UserTransaction;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.naming.InitialContext;
import khue.tools.testing.InServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** No line without its change, no change without its line, and no line taken back. */
@ArquillianTest
class AuditLogIT {

    private final AuditLog log = bean(AuditLog.class);
    private final OldEntries oldEntries = bean(OldEntries.class);
    private final String subject = UUID.randomUUID().toString();

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @Test
    void keepsWhatWasChangedByTheServerItself() throws Exception {
        UserTransaction transaction = begun();
        log.changed(
                AuditAction.PLATFORM_CHANGED,
                subject,
                "Moodle “Lò Gốm”",
                Changes.of("school", "A", "B").and("name", null, "C"));
        transaction.commit();

        assertThat(entries().entries()).singleElement().satisfies(entry -> {
            assertThat(entry.account()).isEmpty();
            assertThat(entry.subject()).isEqualTo("Moodle “Lò Gốm”");
            assertThat(entry.changes())
                    .containsExactly(
                            new Changes.Change("school", Optional.of("A"), Optional.of("B")),
                            new Changes.Change("name", Optional.empty(), Optional.of("C")));
        });
    }

    @Test
    void goesWithTheChangeThatIsUndone() throws Exception {
        UserTransaction transaction = begun();
        log.did(AuditAction.PLATFORM_DISABLED, subject, "Moodle");
        transaction.rollback();

        assertThat(entries().entries()).isEmpty();
    }

    @Test
    void isNotWrittenOutsideTheTransactionOfAChange() {
        assertThatThrownBy(() -> log.did(AuditAction.PLATFORM_DISABLED, subject, "Moodle"))
                .hasMessageContaining("MANDATORY");
    }

    @Test
    void isNotAlteredByAnybody() throws Exception {
        write(Instant.now());

        assertThatThrownBy(() -> execute("UPDATE audit_log SET subject = 'x' WHERE subject_id = ?", subject))
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> execute("DELETE FROM audit_log WHERE subject_id = ?", subject))
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> execute("TRUNCATE audit_log")).hasMessageContaining("append-only");
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void isForgottenAfterThreeYears() throws Exception {
        write(Instant.now().minusSeconds(3 * 366 * 86_400L));
        write(Instant.now().minusSeconds(3 * 365 * 86_400L - 2 * 86_400L));

        oldEntries.run();

        assertThat(count()).isEqualTo(1);
    }

    @Test
    void pagesFromTheNewestToTheOldest() throws Exception {
        for (int i = 0; i < 5; i++) {
            write(Instant.now());
        }

        AuditLog.Page first = log.newestFirst(filter(), Optional.empty(), 3);
        AuditLog.Page second = log.newestFirst(filter(), first.next(), 3);

        assertThat(first.entries()).hasSize(3);
        assertThat(second.entries()).hasSize(2);
        assertThat(second.next()).isEmpty();
        assertThat(first.entries().get(2).id())
                .isGreaterThan(second.entries().get(0).id());
    }

    private static UserTransaction begun() throws Exception {
        UserTransaction transaction = InitialContext.doLookup("java:comp/UserTransaction");
        transaction.begin();
        return transaction;
    }

    private void write(Instant at) {
        execute(
                "INSERT INTO audit_log (at, action, subject_id, subject, changes) VALUES (?, 'PLATFORM_CHANGED', ?, 'Moodle', '{}')",
                at.atOffset(java.time.ZoneOffset.UTC),
                subject);
    }

    private long count() {
        return number("SELECT count(*) FROM audit_log WHERE subject_id = ?", subject);
    }

    private AuditLog.Page entries() {
        return log.newestFirst(filter(), Optional.empty(), 50);
    }

    private AuditLog.Filter filter() {
        return new AuditLog.Filter(
                Optional.empty(), Optional.empty(), Optional.of(subject), Optional.empty(), Optional.empty());
    }
}
