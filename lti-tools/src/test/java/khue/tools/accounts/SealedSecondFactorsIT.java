/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.execute;
import static khue.tools.testing.InServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import khue.tools.settings.KeySeal;
import khue.tools.testing.InServer;
import khue.tools.testing.ServerForTests;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Second factors as they lie in the database. */
@ArquillianTest
class SealedSecondFactorsIT {

    private static final String SEALED = "sealed:";

    private final SecondFactors secondFactors = bean(SecondFactors.class);
    private final Accounts accounts = bean(Accounts.class);

    private UUID account;

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @BeforeEach
    void createAnAccount() {
        if (accounts != null) {
            account = UUID.randomUUID();
            execute(
                    "INSERT INTO tools.account (id, name, password_hash, role, created_at) VALUES (?, ?, 'none', 'READER', now())",
                    account,
                    "a" + account);
        }
    }

    @Test
    void canBeReadByNobodyWhoHasTheDatabaseAlone() {
        Totp app = secondFactors.offer(account);
        assertThat(kept("totp_offered")).startsWith(SEALED).doesNotContain(app.kept());

        assertThat(confirm(app)).hasSize(10);
        assertThat(kept("totp_secret")).startsWith(SEALED).doesNotContain(app.kept());
        assertThat(accepts(app, 0)).isTrue();
    }

    /** Made before there was a secret. */
    @Test
    void areTakenOverWhenTheyLieThereAsTheyAre() {
        Totp app = secondFactors.offer(account);
        confirm(app);
        keep(app.kept());

        assertThat(accepts(app, 0)).as("before").isTrue();
        secondFactors.sealAnew();

        assertThat(kept("totp_secret")).startsWith(SEALED);
        assertThat(accepts(app, 1)).as("after").isTrue();
    }

    @Test
    void areTakenOverFromTheFormerSecret() {
        Totp app = secondFactors.offer(account);
        confirm(app);
        String former = under(ServerForTests.FORMER_KEY_SECRET).seal(SecondFactors.id(account), app.kept());
        keep(former);

        assertThat(accepts(app, 0)).as("before").isTrue();
        secondFactors.sealAnew();

        assertThat(kept("totp_secret")).startsWith(SEALED).isNotEqualTo(former);
        assertThat(accepts(app, 1)).as("after").isTrue();
        String now = kept("totp_secret");
        secondFactors.sealAnew();
        assertThat(kept("totp_secret")).as("once").isEqualTo(now);
    }

    /** A row of somebody who can write to the database, or of another account, opens no door. */
    @Test
    void areGoodForTheirOwnAccountOnly() {
        Totp app = secondFactors.offer(account);
        confirm(app);
        keep(under(ServerForTests.KEY_SECRET).seal(SecondFactors.id(UUID.randomUUID()), app.kept()));

        assertThat(accepts(app, 0)).isFalse();
    }

    @Test
    void leaveRecoveryCodesGoodWhenTheirSecretIsLost() {
        Totp app = secondFactors.offer(account);
        List<String> recovery = confirm(app);
        String lost = under("a secret that nobody has any more").seal(SecondFactors.id(account), app.kept());
        keep(lost);
        secondFactors.sealAnew();

        assertThat(kept("totp_secret")).isEqualTo(lost);
        assertThat(accepts(app, 0)).isFalse();
        assertThat(secondFactors.accepts(accounts.find(account).orElseThrow(), recovery.get(0)))
                .isTrue();
    }

    private List<String> confirm(Totp app) {
        return secondFactors.confirm(account, app.codeOf(Totp.stepAt(Instant.now()) - 1));
    }

    private boolean accepts(Totp app, int steps) {
        return secondFactors.accepts(
                accounts.find(account).orElseThrow(), app.codeOf(Totp.stepAt(Instant.now()) + steps));
    }

    private void keep(String secret) {
        execute("UPDATE tools.account SET totp_secret = ? WHERE id = ?", secret, account);
    }

    private String kept(String column) {
        return text("SELECT " + column + " FROM tools.account WHERE id = ?", account);
    }

    private static KeySeal under(String secret) {
        return new KeySeal(Optional.of(secret), Optional.empty(), new SecureRandom());
    }
}
