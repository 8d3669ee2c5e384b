/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signed statements: a JSON web signature as an attachment. */
abstract class SignatureRequirements extends InBothEditions {

    private static final KeyPair KEYS = newKeys();

    private final Sample sample = Sample.about("http://example.vn/signed/" + UUID.randomUUID());

    @ParameterizedTest
    @Requirement({"XAPI-00115", "XAPI-00116", "XAPI-00117"})
    @CsvSource({"RS256, SHA256withRSA", "RS384, SHA384withRSA", "RS512, SHA512withRSA"})
    void aSignedStatementIsTakenWithItsSignature(String algorithm, String name) {
        byte[] signature = jws(algorithm, name, sample.toString());

        send(sample, signature).is(200);

        Answer answer = store().statements()
                .with("statementId", sample.id())
                .with("attachments", true)
                .get()
                .is(200);
        assertThat(answer.text()).contains(new String(signature, StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @Requirement("XAPI-00115")
    @ValueSource(strings = {"", "not a signature", "a.b", "a.b.c", "e30.e30.", "{\"alg\":\"RS256\"}"})
    void aSignatureIsAJsonWebSignature(String signature) {
        send(sample, signature.getBytes(StandardCharsets.US_ASCII)).is(400);

        isNotKept();
    }

    @Test
    @Requirement("XAPI-00115")
    void aSignatureIsDescribedAsOne() {
        byte[] signature = jws("RS256", "SHA256withRSA", sample.toString());
        Sample signed = signed(sample, signature).with("/attachments/0/contentType", "'text/plain'");

        post(signed, signature).is(400);

        isNotKept();
    }

    @Test
    @Requirement("XAPI-00116")
    void whatIsSignedIsTheStatement() {
        for (String payload : new String[] {
            "not JSON",
            "{}",
            "[" + sample + "]",
            sample.with("/verb/id", "'http://example.vn/verbs/other'").toString(),
            sample.with("/result", "{'success':true}").toString()
        }) {
            send(sample, jws("RS256", "SHA256withRSA", payload)).is(400);
        }

        isNotKept();
    }

    @ParameterizedTest
    @Requirement("XAPI-00117")
    @ValueSource(strings = {"HS256", "none", "ES256", "PS256", "rs256", ""})
    void anotherAlgorithmIsRefused(String algorithm) {
        send(sample, jws(algorithm, "SHA256withRSA", sample.toString())).is(400);

        isNotKept();
    }

    @Test
    @Requirement("XAPI-DURATION-COMPARISON")
    void aDurationCountsToAHundredthOfASecond() {
        Sample sent = sample.with("/result", "{'duration':'PT1.234S'}");

        send(
                        sent,
                        jws(
                                "RS256",
                                "SHA256withRSA",
                                sample.with("/result", "{'duration':'PT1.23S'}").toString()))
                .is(200);
        Sample other = sent.with("/id", "'" + UUID.randomUUID() + "'");
        send(
                        other,
                        jws(
                                "RS256",
                                "SHA256withRSA",
                                other.with("/result", "{'duration':'PT1.22S'}").toString()))
                .is(400);
    }

    private Answer send(Sample statement, byte[] signature) {
        return post(signed(statement, signature), signature);
    }

    private Answer post(Sample signed, byte[] signature) {
        return store().statements()
                .header("Content-Type", Multipart.CONTENT_TYPE)
                .post(Multipart.of(signed).attachment(signature).bytes());
    }

    private void isNotKept() {
        store().statements().with("statementId", sample.id()).get().is(404);
    }

    private static Sample signed(Sample statement, byte[] signature) {
        return statement.with("/attachments", """
                [{'usageType':'http://adlnet.gov/expapi/attachments/signature','display':{'vi':'Chữ ký'},
                  'contentType':'application/octet-stream','length':%d,'sha2':'%s'}]""".formatted(signature.length, Multipart.sha256(signature)));
    }

    private static byte[] jws(String algorithm, String name, String payload) {
        try {
            String signed = base64("{\"alg\":\"" + algorithm + "\"}") + "." + base64(payload);
            Signature signature = Signature.getInstance(name);
            signature.initSign(KEYS.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return (signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign()))
                    .getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
