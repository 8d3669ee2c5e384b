/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.platforms;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.text.ParseException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import khue.tools.lti.protocol.SignedMessage;

/**
 * The keys that we sign with, in the database, so that every node signs with the same ones. One is active; a pending one is published
 * before it signs anything, and a retiring one stays published while what it signed is still on its way, because platforms fetch our
 * keys again only when a signature fails.
 */
@ApplicationScoped
@Transactional
public class SigningKeys {

    private static final int BITS = 2048;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Clock clock;

    /** Signs with the active key; the first need of one makes it. */
    public String sign(Map<String, Object> claims) {
        return SignedMessage.of(claims, active().orElseGet(this::first));
    }

    /** What we publish: the public halves of all keys. */
    public JWKSet published() {
        if (active().isEmpty()) {
            first();
        }
        List<RSAKey> keys = read("SELECT private_key FROM signing_key ORDER BY created_at");
        return new JWKSet(new ArrayList<>(keys)).toPublicJWKSet();
    }

    private Optional<RSAKey> active() {
        return read("SELECT private_key FROM signing_key WHERE status = 'active'").stream()
                .findFirst();
    }

    private RSAKey first() {
        RSAKey made = generate();
        // Two nodes at the same moment: one row wins, and both sign with it.
        entities.createNativeQuery("""
                        INSERT INTO signing_key (kid, private_key, status, created_at)
                        VALUES (?1, ?2, 'active', ?3) ON CONFLICT (status) WHERE status = 'active' DO NOTHING
                        """)
                .setParameter(1, made.getKeyID())
                .setParameter(2, made.toJSONString())
                .setParameter(3, clock.instant().atOffset(ZoneOffset.UTC))
                .executeUpdate();
        return active().orElseThrow();
    }

    private static RSAKey generate() {
        try {
            return new RSAKeyGenerator(BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("every Java platform has RSA", impossible);
        }
    }

    private List<RSAKey> read(String query) {
        List<RSAKey> keys = new ArrayList<>();
        for (Object text : entities.createNativeQuery(query).getResultList()) {
            try {
                keys.add(RSAKey.parse((String) text));
            } catch (ParseException damaged) {
                throw new IllegalStateException("a signing key in the database cannot be read", damaged);
            }
        }
        return keys;
    }
}
