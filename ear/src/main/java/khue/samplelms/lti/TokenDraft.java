/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import khue.samplelms.http.Json;

/**
 * An id_token before it is signed, with the {@code state} that goes along. It enforces nothing, so that
 * {@link TokenTampering} can make of it what an attacker would.
 */
public final class TokenDraft {
    private final Map<String, Object> header = new LinkedHashMap<>();
    private final Map<String, Object> claims;
    private final String previousToken;
    private String state;
    private RSAKey key;
    private Signer signer = this::rs256;
    private UnaryOperator<String> rewrite = UnaryOperator.identity();

    /** Signs the ASCII bytes of header, dot and payload. */
    @FunctionalInterface
    public interface Signer {
        byte[] sign(byte[] input) throws GeneralSecurityException, JOSEException;
    }

    TokenDraft(RSAKey key, Map<String, Object> claims, String state, String previousToken) {
        this.key = key;
        this.claims = new LinkedHashMap<>(claims);
        this.state = state;
        this.previousToken = previousToken;
        header.put("typ", "JWT");
        header.put("alg", "RS256");
        header.put("kid", key.getKeyID());
    }

    public Map<String, Object> header() {
        return header;
    }

    public Map<String, Object> claims() {
        return claims;
    }

    public String state() {
        return state;
    }

    public void state(String newState) {
        this.state = newState;
    }

    /** The platform's signing key. */
    public RSAKey key() {
        return key;
    }

    /** The id_token sent before this one, or empty text. */
    public String previousToken() {
        return previousToken;
    }

    /** Signs RS256 with another key; the header keeps its {@code kid}. */
    public void signWith(RSAKey otherKey) {
        this.key = otherKey;
    }

    public void signWith(Signer otherSigner) {
        this.signer = otherSigner;
    }

    /** Changes the finished token. */
    public void rewrite(UnaryOperator<String> newRewrite) {
        this.rewrite = newRewrite;
    }

    String token() {
        String input = base64(Json.write(header)) + "." + base64(Json.write(claims));
        try {
            byte[] signature = signer.sign(input.getBytes(StandardCharsets.US_ASCII));
            return rewrite.apply(input + "." + base64(signature));
        } catch (GeneralSecurityException | JOSEException fault) {
            throw new IllegalStateException("the token cannot be signed", fault);
        }
    }

    private byte[] rs256(byte[] input) throws GeneralSecurityException, JOSEException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key.toPrivateKey());
        signature.update(input);
        return signature.sign();
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
