/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.platforms;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.execute;
import static khue.tools.testing.InServer.number;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import javax.naming.InitialContext;
import khue.tools.testing.InServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of our signing keys on PostgreSQL. Time is what the test says it is; the hourly chore comes at times of its own. */
@ArquillianTest
class SigningKeysIT {

    private static final Duration LIFE = Duration.ofDays(4);
    private static final Duration HOUR = Duration.ofHours(1);

    private final SigningKeys keys = bean(SigningKeys.class);
    private final Instant start = Instant.parse("2026-11-22T03:00:00Z");

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @BeforeEach
    void beginWithOneKey() {
        if (keys != null) {
            execute("DELETE FROM signing_key");
            keys.sign(Map.of("a", 1));
            execute("UPDATE signing_key SET status_since = CAST(? AS timestamptz)", start.toString());
        }
    }

    @Test
    void leavesAKeyAloneWhileItIsYoung() {
        keys.moveOn(start.plus(LIFE).minus(SigningKeys.PUBLISHED_FIRST).minus(HOUR), LIFE);

        assertThat(statuses()).containsExactly(SigningKey.Status.ACTIVE);
    }

    @Test
    void publishesTheNextKeyADayBeforeItSigns() {
        String first = keyId();
        Instant published = start.plus(LIFE).minus(SigningKeys.PUBLISHED_FIRST);
        keys.moveOn(published, LIFE);

        assertThat(statuses()).containsExactly(SigningKey.Status.PENDING, SigningKey.Status.ACTIVE);
        assertThat(keys.published().getKeys()).hasSize(2);
        keys.moveOn(published.plus(SigningKeys.PUBLISHED_FIRST).minusSeconds(1), LIFE);
        assertThat(keyId()).isEqualTo(first);

        keys.moveOn(published.plus(SigningKeys.PUBLISHED_FIRST), LIFE);
        assertThat(statuses()).containsExactly(SigningKey.Status.ACTIVE, SigningKey.Status.RETIRING);
        assertThat(keyId()).isNotEqualTo(first);
        assertThat(keys.published().getKeyByKeyId(first))
                .as("is published still")
                .isNotNull();

        keys.moveOn(published.plus(SigningKeys.PUBLISHED_FIRST).plus(SigningKeys.PUBLISHED_AFTER), LIFE);
        assertThat(statuses()).containsExactly(SigningKey.Status.ACTIVE);
        assertThat(keys.published().getKeyByKeyId(first)).isNull();
    }

    @Test
    void replacesAKeyBeforeItsTimeWhenSomebodyWantsThat() {
        String first = keyId();
        keys.replace();
        keys.replace();

        assertThat(statuses())
                .as("asking twice is asking once")
                .containsExactly(SigningKey.Status.PENDING, SigningKey.Status.ACTIVE);
        assertThat(keyId()).as("signs a day later only").isEqualTo(first);
        SigningKey next = keys.list().get(0);
        assertThat(keys.list().get(1).until()).as("the old key's end").isEqualTo(next.until());

        keys.moveOn(next.until(), LIFE);
        assertThat(keyId()).isEqualTo(next.id());
    }

    @Test
    void givesUpAKeyThatAStrangerMayHaveAtOnce() {
        String stolen = keyId();
        keys.replace();

        keys.giveUp();

        assertThat(statuses()).containsExactly(SigningKey.Status.ACTIVE);
        assertThat(keyId()).isNotEqualTo(stolen);
        assertThat(keys.published().getKeyByKeyId(stolen)).isNull();
    }

    /** A platform that keeps our key set for most of a day, and asks for it at whatever hour, never meets a key that it does not know. */
    @Test
    void neverSignsWithAKeyThatAPlatformCouldNotKnow() throws Exception {
        int hoursKept = 23;
        JWKSet kept = keys.published();
        int signedBySomebodyElse = 0;
        String last = keyId();
        for (int hour = 0; hour < 24 * 14; hour++) {
            keys.moveOn(start.plus(HOUR.multipliedBy(hour)), LIFE);
            if (hour % hoursKept == 0) {
                kept = keys.published();
            }
            JWSObject signed = JWSObject.parse(keys.sign(Map.of("hour", hour)));

            JWK key = kept.getKeyByKeyId(signed.getHeader().getKeyID());
            assertThat(key).as("the key of hour " + hour).isNotNull();
            assertThat(signed.verify(new RSASSAVerifier(key.toRSAKey()))).isTrue();
            if (!signed.getHeader().getKeyID().equals(last)) {
                last = signed.getHeader().getKeyID();
                signedBySomebodyElse++;
            }
        }
        assertThat(signedBySomebodyElse).as("keys changed meanwhile").isEqualTo(3);
    }

    @Test
    void staysInOrderWhenManyNodesMoveOnAtOnce() throws Exception {
        ManagedExecutorService executor = InitialContext.doLookup("java:comp/DefaultManagedExecutorService");
        for (int day = 0; day < 12; day++) {
            Instant now = start.plus(Duration.ofDays(day));
            List<Future<?>> nodes = new ArrayList<>();
            for (int node = 0; node < 4; node++) {
                nodes.add(executor.submit(() -> keys.moveOn(now, LIFE)));
                nodes.add(executor.submit(() -> {
                    try {
                        assertThat(verifies(keys.sign(Map.of("a", 1)))).isTrue();
                    } catch (ParseException | JOSEException unreadable) {
                        throw new IllegalStateException(unreadable);
                    }
                }));
            }
            for (Future<?> node : nodes) {
                node.get();
            }
            assertThat(number("SELECT count(*) FROM signing_key WHERE status = 'active'"))
                    .isEqualTo(1);
            assertThat(number("SELECT count(*) FROM signing_key")).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void makesOneFirstKeyWhenManyNodesNeedItAtOnce() throws Exception {
        execute("DELETE FROM signing_key");
        ManagedExecutorService executor = InitialContext.doLookup("java:comp/DefaultManagedExecutorService");
        List<Future<String>> nodes = new ArrayList<>();
        for (int node = 0; node < 4; node++) {
            nodes.add(executor.submit(() -> keys.sign(Map.of("a", 1))));
        }
        for (Future<String> node : nodes) {
            assertThat(verifies(node.get())).isTrue();
        }
        assertThat(keys.list()).hasSize(1);
    }

    @Test
    void keepsNoPrivateHalfReadableInTheDatabase() {
        keys.replace();

        assertThat(number("SELECT count(*) FROM signing_key WHERE private_key LIKE 'sealed:%'"))
                .isEqualTo(2);
    }

    /** Made before there was a secret. */
    @Test
    void sealsAKeyThatLiesThereAsItIs() throws Exception {
        RSAKey plain = new RSAKeyGenerator(2048).keyID("plain").generate();
        execute("UPDATE signing_key SET kid = 'plain', private_key = ?", plain.toJSONString());
        String signedBefore = keys.sign(Map.of("a", 1));

        keys.moveOn(start.plus(HOUR), LIFE);

        assertThat(number("SELECT count(*) FROM signing_key WHERE private_key LIKE 'sealed:%'"))
                .isEqualTo(1);
        assertThat(verifies(signedBefore)).isTrue();
        assertThat(verifies(keys.sign(Map.of("a", 2)))).isTrue();
    }

    @Test
    void publishesNoPrivateHalf() {
        keys.replace();

        assertThat(keys.published().getKeys()).hasSize(2).noneMatch(JWK::isPrivate);
        assertThat(keys.published().toString()).doesNotContain("\"d\"", "\"p\"", "\"q\"");
    }

    private boolean verifies(String message) throws ParseException, JOSEException {
        JWSObject signed = JWSObject.parse(message);
        JWK key = keys.published().getKeyByKeyId(signed.getHeader().getKeyID());
        return signed.verify(new RSASSAVerifier(key.toRSAKey()));
    }

    private List<SigningKey.Status> statuses() {
        return keys.list().stream().map(SigningKey::status).toList();
    }

    private String keyId() {
        try {
            return JWSObject.parse(keys.sign(Map.of("a", 1))).getHeader().getKeyID();
        } catch (ParseException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
