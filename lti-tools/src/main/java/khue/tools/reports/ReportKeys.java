/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import khue.tools.housekeeping.Chore;
import khue.tools.settings.KeySeal;
import khue.tools.settings.Settings;

/**
 * The keys that reports are signed with, apart from those for LMSes: what they signed is checked years later. So a public half stays
 * published for ever, and a private half is forgotten once the next key signs.
 */
@ApplicationScoped
@Transactional
public class ReportKeys implements Chore {

    private static final Logger LOG = Logger.getLogger(ReportKeys.class.getName());

    /** From a key's first signature to the next key's. */
    static final Duration LIFE = Duration.ofDays(365);

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    @Inject
    private RandomGenerator random;

    /** @param jws RFC 7515, compact */
    record Signed(String kid, String jws) {}

    Signed sign(Map<String, Object> claims) {
        ECKey key = active().orElseGet(this::make);
        JWSObject message = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), new Payload(claims));
        try {
            message.sign(new ECDSASigner(key));
        } catch (JOSEException unusable) {
            throw new IllegalStateException("the key " + key.getKeyID() + " cannot sign", unusable);
        }
        return new Signed(key.getKeyID(), message.serialize());
    }

    /** What a signature says, if one of our keys made it. */
    public Optional<Map<String, Object>> claims(String jws) {
        try {
            JWSObject message = JWSObject.parse(jws);
            JWK key = published().getKeyByKeyId(message.getHeader().getKeyID());
            return key != null && message.verify(new ECDSAVerifier(key.toECKey()))
                    ? Optional.of(message.getPayload().toJSONObject())
                    : Optional.empty();
        } catch (ParseException | JOSEException isNone) {
            return Optional.empty();
        }
    }

    /** The public halves of all keys that ever signed. */
    public JWKSet published() {
        List<JWK> keys = new ArrayList<>();
        for (Object text : entities.createNativeQuery("SELECT public_key FROM report_key ORDER BY since")
                .getResultList()) {
            keys.add(parsed((String) text));
        }
        return new JWKSet(keys);
    }

    /** A secret that the operator has set, or changed; and a key that has signed for long enough. */
    @Override
    public void run() {
        oneNodeAtATime();
        active().ifPresent(key -> {
            KeySeal seal = seal();
            String kept = kept().orElseThrow();
            if (seal.isOutdated(place(key.getKeyID()), kept)) {
                entities.createNativeQuery("UPDATE report_key SET private_key = ?2 WHERE kid = ?1")
                        .setParameter(1, key.getKeyID())
                        .setParameter(2, seal.seal(place(key.getKeyID()), key.toJSONString()))
                        .executeUpdate();
            }
            forgetPrivateHalves(clock.instant().minus(LIFE));
        });
    }

    private void forgetPrivateHalves(Instant since) {
        entities.createNativeQuery(
                        "UPDATE report_key SET private_key = NULL WHERE private_key IS NOT NULL AND since <= ?1")
                .setParameter(1, utc(since))
                .executeUpdate();
    }

    /** The first need of a key makes it. */
    private ECKey make() {
        oneNodeAtATime();
        Optional<ECKey> anotherNodes = active();
        if (anotherNodes.isPresent()) {
            return anotherNodes.get();
        }
        // One that cannot be read any more makes room; what it signed is checked with its public half.
        entities.createNativeQuery("UPDATE report_key SET private_key = NULL WHERE private_key IS NOT NULL")
                .executeUpdate();
        try {
            ECKey made = new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint(true)
                    .generate();
            entities.createNativeQuery(
                            "INSERT INTO report_key (kid, public_key, private_key, since) VALUES (?1, ?2, ?3, ?4)")
                    .setParameter(1, made.getKeyID())
                    .setParameter(2, made.toPublicJWK().toJSONString())
                    .setParameter(3, seal().seal(place(made.getKeyID()), made.toJSONString()))
                    .setParameter(4, utc(clock.instant()))
                    .executeUpdate();
            return made;
        } catch (JOSEException impossible) {
            throw new IllegalStateException("every Java platform has P-256", impossible);
        }
    }

    private void oneNodeAtATime() {
        entities.createNativeQuery("LOCK TABLE report_key IN SHARE ROW EXCLUSIVE MODE")
                .executeUpdate();
    }

    private Optional<ECKey> active() {
        List<?> rows = entities.createNativeQuery(
                        "SELECT kid, private_key FROM report_key WHERE private_key IS NOT NULL")
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .flatMap(row -> opened((String) row[0], (String) row[1]).stream())
                .findFirst();
    }

    /** Nothing, with a warning, when it was sealed under a secret that is lost: the next signature makes another key. */
    private Optional<ECKey> opened(String kid, String kept) {
        try {
            return Optional.of(parsed(seal().open(place(kid), kept)));
        } catch (KeySeal.Unopenable lost) {
            LOG.log(Level.WARNING, "a key of reports cannot be read", lost);
            return Optional.empty();
        }
    }

    private Optional<String> kept() {
        List<?> rows = entities.createNativeQuery("SELECT private_key FROM report_key WHERE private_key IS NOT NULL")
                .getResultList();
        return rows.stream().map(String.class::cast).findFirst();
    }

    private static ECKey parsed(String json) {
        try {
            return ECKey.parse(json);
        } catch (ParseException damaged) {
            throw new IllegalStateException("a key of reports in the database cannot be read", damaged);
        }
    }

    private static String place(String kid) {
        return "the key of reports " + kid;
    }

    private KeySeal seal() {
        return new KeySeal(settings.keySecret(), settings.formerKeySecret(), random);
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
