/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import khue.samplelms.http.Json;

/**
 * Spoils an id_token on its way out, so that tests can see a tool refuse it. A tampering changes the draft; several are
 * joined with {@link #and}. The platform never uses one unless a test hands it in.
 */
@FunctionalInterface
public interface TokenTampering {
    void tamper(TokenDraft draft);

    default TokenTampering and(TokenTampering next) {
        return draft -> {
            tamper(draft);
            next.tamper(draft);
        };
    }

    static TokenTampering none() {
        return draft -> {};
    }

    /** Sets or adds a claim; a null value becomes a JSON null. */
    static TokenTampering claim(String name, Object value) {
        return draft -> draft.claims().put(name, value);
    }

    static TokenTampering withoutClaim(String name) {
        return draft -> draft.claims().remove(name);
    }

    static TokenTampering header(String name, Object value) {
        return draft -> draft.header().put(name, value);
    }

    static TokenTampering withoutHeader(String name) {
        return draft -> draft.header().remove(name);
    }

    /** Signed by a stranger's key under the platform's {@code kid}. */
    static TokenTampering forgedSignature() {
        return draft -> draft.signWith(SigningKeys.newKey(draft.key().getKeyID()));
    }

    /** Signed by a stranger's key under a {@code kid} that nobody publishes. */
    static TokenTampering unknownKey() {
        return forgedSignature().and(header("kid", "nobody-publishes-this-key"));
    }

    /** {@code alg: none} and no signature. */
    static TokenTampering unsigned() {
        return header("alg", "none").and(draft -> draft.signWith(input -> new byte[0]));
    }

    /** HS256 with the platform's public key, in its DER form, as the secret. */
    static TokenTampering signedWithThePublicKeyAsSecret() {
        return header("alg", "HS256")
                .and(draft -> draft.signWith(input -> {
                    Mac mac = Mac.getInstance("HmacSHA256");
                    mac.init(new SecretKeySpec(draft.key().toPublicKey().getEncoded(), "HmacSHA256"));
                    return mac.doFinal(input);
                }));
    }

    /** Another {@code sub} under the signature of the original. */
    static TokenTampering subjectExchangedAfterSigning(String subject) {
        return draft -> draft.rewrite(token -> {
            String[] parts = token.split("\\.");
            ObjectNode claims = (ObjectNode) Json.object(new Base64URL(parts[1]).decodeToString());
            claims.put("sub", subject);
            return parts[0] + "." + Base64URL.encode(Json.write(claims)) + "." + parts[2];
        });
    }

    /** Issued and expired an hour ago. */
    static TokenTampering expired() {
        return draft -> {
            long issued = ((Number) draft.claims().get("iat")).longValue() - 3600;
            draft.claims().put("iat", issued);
            draft.claims().put("exp", issued + 60);
        };
    }

    /** Issued in an hour's time. */
    static TokenTampering fromTheFuture() {
        return draft -> {
            long issued = ((Number) draft.claims().get("iat")).longValue() + 3600;
            draft.claims().put("iat", issued);
            draft.claims().put("exp", issued + 60);
        };
    }

    static TokenTampering audience(Object audience) {
        return claim("aud", audience);
    }

    static TokenTampering nonce(String nonce) {
        return claim("nonce", nonce);
    }

    /** The nonce of the token sent before. */
    static TokenTampering reusedNonce() {
        return draft -> {
            try {
                Object used =
                        JWTParser.parse(draft.previousToken()).getJWTClaimsSet().getClaim("nonce");
                draft.claims().put("nonce", used);
            } catch (ParseException none) {
                throw new IllegalStateException("no token was sent before, so there is no nonce to use again", none);
            }
        };
    }

    /** The whole token sent before, with the new state. */
    static TokenTampering replayedToken() {
        return draft -> draft.rewrite(token -> draft.previousToken());
    }

    static TokenTampering targetLinkUri(String uri) {
        return claim(Lti.CLAIM + "target_link_uri", uri);
    }

    static TokenTampering deployment(String deploymentId) {
        return claim(Lti.CLAIM + "deployment_id", deploymentId);
    }

    static TokenTampering state(String state) {
        return draft -> draft.state(state);
    }
}
