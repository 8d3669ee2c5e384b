/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static khue.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;
import khue.samplelms.school.Activity;
import khue.testing.Lrs;
import khue.testing.RunningKhue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A pupil works while the learning record store is away: the pupil does not notice, and the store misses nothing. */
@ExtendWith({RunningKhue.Extension.class, Browser.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreOutageIT {

    /** For one step of the pupil's, with a browser on a busy machine; a step that waited for the store would take longer. */
    private static final Duration A_MOMENT = Duration.ofSeconds(10);

    /** Opened the project, added a picture, wrote a reflection, handed in. */
    private static final int STATEMENTS = 4;

    private final RunningKhue khue;
    private final School school;

    StoreOutageIT(RunningKhue khue, Browser browser) {
        this.khue = khue;
        this.school = School.connected(khue, browser, "Trường THCS Bên Sông");
    }

    @AfterEach
    void openTheDoor() {
        khue.storeDoor().open();
    }

    @AfterAll
    void close() {
        school.close();
    }

    @Test
    void keepsStatementsUntilTheStoreIsBack() throws Exception {
        Activity activity = school.add("/portfolio/new", "Mưa trên mái ngói");
        khue.storeDoor().shut();

        pupilWorks(activity);
        UUID work = work(activity);
        eventually(() -> assertThat(waitingAfterAttempts(work, 2)).isEqualTo(STATEMENTS));
        assertThat(stored(work)).isEmpty();
        administratorSeesThatTheyWait();

        khue.storeDoor().open();
        eventually(() -> assertThat(delivered(work)).hasSize(STATEMENTS));
        eachIsThereOnce(work);
    }

    /** The store takes them, but the tools never hear of it: they send the same again. */
    @Test
    void sendsAgainWhatTheStoreHasAlreadyWithoutDoublingIt() throws Exception {
        Activity activity = school.add("/portfolio/new", "Con đường đến trường");
        khue.storeDoor().shut();
        pupilWorks(activity);
        UUID work = work(activity);

        khue.storeDoor().openInwardsOnly();
        eventually(() -> assertThat(stored(work)).hasSize(STATEMENTS));
        assertThat(delivered(work)).isEmpty();

        khue.storeDoor().open();
        eventually(() -> assertThat(delivered(work)).hasSize(STATEMENTS));
        eachIsThereOnce(work);
    }

    private void pupilWorks(Activity activity) throws IOException {
        try (Window window = school.phone(school.pupil(), "vi")) {
            Page page = window.page();
            inAMoment(() -> school.launch(window, activity));
            FilePayload picture = new FilePayload("vuon.png", "image/png", picture());
            inAMoment(() -> {
                page.locator("#file").setInputFiles(picture);
                page.locator(".p-pieces > li").waitFor();
            });
            page.locator("#f-reflection").fill("Em học được cách kiên nhẫn.");
            inAMoment(() -> {
                page.locator("button[value=submit]").click();
                page.locator("#work").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
            });
            assertThat(page.locator(".k-error, .k-attention").all()).isEmpty();
            window.looksRight("handed-in-without-the-store");
        }
    }

    private static void inAMoment(Runnable step) {
        Instant begin = Instant.now();
        step.run();
        assertThat(Duration.between(begin, Instant.now())).isLessThan(A_MOMENT);
    }

    private void administratorSeesThatTheyWait() throws SQLException {
        long waiting = Rows.number(
                khue.database().connectAsTools(),
                "SELECT count(*) FROM outbox WHERE queue = 'statements' AND state = 'WAITING'");
        try (Window administrator = school.administrator()) {
            administrator.open(school.tools("/admin/deliveries"));
            assertThat(administrator
                            .page()
                            .locator("section:has-text('The store does not answer') .k-figure")
                            .allInnerTexts())
                    .contains(Long.toString(waiting));
            administrator.looksRight("deliveries-wait");
        }
    }

    /** The pupil's work, whose id is the registration of every statement about it. */
    private UUID work(Activity activity) throws SQLException {
        return UUID.fromString(Rows.texts(
                        khue.database().connectAsTools(),
                        "SELECT id FROM work WHERE project_id = ?",
                        School.item(activity))
                .get(0));
    }

    /** How many statements wait after so many attempts to deliver them: one less pause has passed. */
    private long waitingAfterAttempts(UUID work, int attempts) throws SQLException {
        return Rows.number(khue.database().connectAsTools(), """
                SELECT count(*) FROM outbox
                WHERE queue = 'statements' AND state = 'WAITING' AND attempts >= ?
                  AND payload::json #>> '{context,registration}' = ?
                """, attempts, work.toString());
    }

    private List<String> delivered(UUID work) throws SQLException {
        return Rows.texts(khue.database().connectAsTools(), """
                SELECT id FROM outbox
                WHERE queue = 'statements' AND state = 'DELIVERED' AND payload::json #>> '{context,registration}' = ?
                """, work.toString());
    }

    /** The ids of the store's own rows, which would show a statement that it has twice. */
    private List<String> stored(UUID work) throws SQLException {
        return Rows.texts(
                khue.database().connectAsXapi(),
                "SELECT payload::json ->> 'id' FROM statement WHERE registration = ?",
                work);
    }

    private void eachIsThereOnce(UUID work) throws Exception {
        List<String> sent = delivered(work);
        assertThat(sent).doesNotHaveDuplicates();
        assertThat(stored(work)).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(new Lrs(khue.xapiUrl(), khue.lrsKey()).statements("registration=" + work))
                .extracting(statement -> statement.path("id").asText())
                .containsExactlyInAnyOrderElementsOf(sent);
    }

    private static byte[] picture() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }
}
