/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import khue.samplelms.http.Response;
import khue.samplelms.http.Secrets;
import khue.samplelms.temperament.Temperament;
import khue.samplelms.temperament.Trait;

/** The platform's RSA keys: the newest one signs, the one before it is still published. */
public final class SigningKeys {
    private static final int PUBLISHED = 2;

    private final Secrets secrets;
    private final Consumer<List<Map<String, Object>>> keeper;
    private final boolean nameAlgorithm;
    private final List<RSAKey> newestFirst = new ArrayList<>();

    /**
     * @param kept private keys as JWKs, newest first
     * @param first what to sign with when none is kept; without it a key is made
     * @param keeper is given all keys after each change
     */
    public SigningKeys(
            Secrets secrets,
            Temperament temperament,
            List<Map<String, Object>> kept,
            Optional<RSAKey> first,
            Consumer<List<Map<String, Object>>> keeper) {
        this.nameAlgorithm = temperament.has(Trait.KEYS_NAME_THEIR_ALGORITHM);
        this.secrets = secrets;
        this.keeper = keeper;
        kept.forEach(key -> newestFirst.add(parsed(key)));
        if (newestFirst.isEmpty()) {
            signWith(first.orElseGet(this::newKey));
        }
    }

    private static RSAKey parsed(Map<String, Object> jwk) {
        try {
            return JWK.parse(jwk).toRSAKey();
        } catch (ParseException fault) {
            throw new IllegalArgumentException("a stored signing key cannot be read", fault);
        }
    }

    /** Signs with a new key from now on. */
    public synchronized void rotate() {
        signWith(newKey());
    }

    private void signWith(RSAKey key) {
        newestFirst.add(0, key);
        while (newestFirst.size() > PUBLISHED) {
            newestFirst.remove(PUBLISHED);
        }
        keeper.accept(newestFirst.stream().map(RSAKey::toJSONObject).toList());
    }

    private RSAKey newKey() {
        return newKey(secrets.identifier(20));
    }

    static RSAKey newKey(String keyId) {
        try {
            return new RSAKeyGenerator(2048)
                    .keyID(keyId)
                    .keyUse(KeyUse.SIGNATURE)
                    .generate();
        } catch (JOSEException fault) {
            throw new IllegalStateException("this Java cannot make RSA keys", fault);
        }
    }

    public synchronized RSAKey current() {
        return newestFirst.get(0);
    }

    /** GET of the key set. */
    public synchronized Response publish() {
        return Response.json(
                200, Map.of("keys", newestFirst.stream().map(this::published).toList()));
    }

    private Map<String, Object> published(RSAKey key) {
        RSAKey publicKey = key.toPublicJWK();
        return (nameAlgorithm
                        ? new RSAKey.Builder(publicKey)
                                .algorithm(JWSAlgorithm.RS256)
                                .build()
                        : publicKey)
                .toJSONObject();
    }
}
