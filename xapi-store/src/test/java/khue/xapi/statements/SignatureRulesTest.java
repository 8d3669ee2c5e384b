/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.util.Base64;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import khue.xapi.attachments.Sha2;
import khue.xapi.attachments.Spool;
import khue.xapi.attachments.SpooledContent;
import khue.xapi.http.Json;
import khue.xapi.http.Limits;
import khue.xapi.http.RequestJson;
import khue.xapi.model.XapiVersion;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A signed statement that keeps every rule, and one mutation at a time. */
class SignatureRulesTest {

    @TempDir
    private static Path directory;

    private static KeyStore.PrivateKeyEntry signer;
    private static KeyStore.PrivateKeyEntry other;

    private static final String PASSWORD = "of a file that is soon deleted";

    private static final String STATEMENT = """
            {"id":"ec531277-b57b-4c15-8d91-d292c5b2b8f7","actor":{"mbox":"mailto:a@e.vn","name":"An"},
             "verb":{"id":"http://e.vn/verb"},"object":{"id":"http://e.vn/activity"},
             "result":{"duration":"PT1.234S","score":{"raw":1.50}},"timestamp":"2026-10-01T07:00:00Z"}""";

    @BeforeAll
    static void makeCertificates() throws Exception {
        signer = newCertificate("signer");
        other = newCertificate("other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512"})
    void acceptsASignatureThatItsCertificateVerifies(String algorithm) throws Exception {
        String jws = sign(
                STATEMENT,
                header(algorithm).x509CertChain(List.of(certificate(signer))).build());

        assertThat(faults(STATEMENT, jws)).isEmpty();
    }

    @Test
    void acceptsASignatureWithoutCertificate() throws Exception {
        assertThat(faults(STATEMENT, sign(STATEMENT, header("RS256").build()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // What a store or a serializer may change
                "PT1.234S                | PT1.239S",
                "2026-10-01T07:00:00Z    | 2026-10-01T14:00:00+07:00",
                "'\"timestamp\":\"2026-10-01T07:00:00Z\"' | '\"version\":\"2.0.0\"'",
                "'\"id\":\"ec531277-b57b-4c15-8d91-d292c5b2b8f7\",' | ''",
                "mailto:a@e.vn           | mailto:a@E.VN",
            })
    void acceptsWhatIsTheSameStatement(String from, String to) throws Exception {
        assertThat(faults(STATEMENT, sign(replaced(from, to), header("RS256").build())))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ec531277-b57b-4c15-8d91-d292c5b2b8f7 | ec531277-b57b-4c15-8d91-d292c5b2b8f8",
                "mailto:a@e.vn           | mailto:b@e.vn",
                "http://e.vn/verb        | http://e.vn/other",
                "1.50                    | 1.5",
                "2026-10-01T07:00:00Z    | 2026-10-01T07:00:01Z",
                "'\"name\":\"An\"'       | '\"name\":\"Anh\"'",
                "'{\"id\"'               | '\"id\"'",
                "'\"verb\":'             | '\"werb\":'",
                "mailto:a@e.vn           | a@e.vn",
            })
    void refusesThePayloadWithOneChange(String from, String to) throws Exception {
        assertThat(faults(STATEMENT, sign(replaced(from, to), header("RS256").build())))
                .extracting(Violation::rule)
                .containsExactly(Rule.SIGNATURE_IS_OF_THIS_STATEMENT);
    }

    @Test
    void refusesAPayloadThatSaysMoreThanTheStatement() throws Exception {
        String received = STATEMENT.replace(",\"timestamp\":\"2026-10-01T07:00:00Z\"", "");

        assertThat(faults(received, sign(STATEMENT, header("RS256").build())))
                .extracting(Violation::rule)
                .containsExactly(Rule.SIGNATURE_IS_OF_THIS_STATEMENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no dots", "a.b.c", "e30.e30.e30", "....", "\0.\0.\0"})
    void refusesWhatIsNoJws(String data) throws Exception {
        assertThat(faults(STATEMENT, data)).extracting(Violation::rule).containsExactly(Rule.SIGNATURE_IS_JWS);
    }

    @Test
    void refusesAnotherAlgorithm() throws Exception {
        JWSObject jws = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(STATEMENT));
        jws.sign(new MACSigner("a secret of 256 bits, which is 32 bytes"));

        assertThat(faults(STATEMENT, jws.serialize()))
                .extracting(Violation::rule)
                .containsExactly(Rule.SIGNATURE_ALGORITHM);
    }

    @Test
    void refusesASignatureThatTheCertificateDoesNotVerify() throws Exception {
        String jws = sign(
                STATEMENT,
                header("RS256").x509CertChain(List.of(certificate(other))).build());

        assertThat(faults(STATEMENT, jws)).extracting(Violation::rule).containsExactly(Rule.SIGNATURE_IS_VALID);
    }

    @Test
    void refusesACertificateThatIsNone() throws Exception {
        String jws = sign(
                STATEMENT,
                header("RS256").x509CertChain(List.of(new Base64("AAAA"))).build());

        assertThat(faults(STATEMENT, jws)).extracting(Violation::rule).containsExactly(Rule.SIGNATURE_CERTIFICATE);
    }

    @Test
    void refusesAnotherContentType() throws Exception {
        String jws = sign(STATEMENT, header("RS256").build());

        List<Violation> faults = faults(STATEMENT, jws, "text/plain", true);

        assertThat(faults).extracting(Violation::rule).containsExactly(Rule.SIGNATURE_CONTENT_TYPE);
        assertThat(faults.get(0).pointer()).isEqualTo("/attachments/0/contentType");
    }

    @Test
    void refusesASignatureThatDidNotComeWithTheStatement() throws Exception {
        String jws = sign(STATEMENT, header("RS256").build());

        assertThat(faults(STATEMENT, jws, "application/octet-stream", false))
                .extracting(Violation::rule)
                .containsExactly(Rule.SIGNATURE_IS_ATTACHED);
    }

    private static List<Violation> faults(String statement, String signature) throws IOException {
        return faults(statement, signature, "application/octet-stream", true);
    }

    private static List<Violation> faults(String statement, String signature, String contentType, boolean attached)
            throws IOException {
        byte[] data = signature.getBytes(StandardCharsets.US_ASCII);
        Sha2 sum = new Sha2(sha256(data));
        ObjectNode signed = (ObjectNode) Json.mapper().readTree(statement);
        signed.putArray("attachments")
                .addObject()
                .put("usageType", "http://adlnet.gov/expapi/attachments/signature")
                .put("contentType", contentType)
                .put("sha2", sum.hex());
        List<Violation> violations = new ArrayList<>();
        try (Spool spool = new Spool()) {
            SpooledContent content = spool.add(new ByteArrayInputStream(data), sum, data.length);
            new SignatureRules(new RequestJson(Limits.USUAL), XapiVersion.V2)
                    .check(
                            new SentStatement(statement, List.of(), signed, ""),
                            Optional.of(
                                    UUID.fromString(signed.path("id").asText("ec531277-b57b-4c15-8d91-d292c5b2b8f7"))),
                            attached ? Map.of(sum, content) : Map.of(),
                            violations);
        }
        return violations;
    }

    private static String replaced(String from, String to) {
        assertThat(STATEMENT).contains(from);
        return STATEMENT.replace(from, to);
    }

    private static JWSHeader.Builder header(String algorithm) {
        return new JWSHeader.Builder(JWSAlgorithm.parse(algorithm));
    }

    private static String sign(String payload, JWSHeader header) throws JOSEException {
        JWSObject jws = new JWSObject(header, new Payload(payload));
        jws.sign(new RSASSASigner(signer.getPrivateKey()));
        return jws.serialize();
    }

    private static Base64 certificate(KeyStore.PrivateKeyEntry entry) throws CertificateEncodingException {
        return Base64.encode(entry.getCertificate().getEncoded());
    }

    /** The platform has no public way of making a certificate but this tool. */
    private static KeyStore.PrivateKeyEntry newCertificate(String name) throws Exception {
        Path store = directory.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=" + name,
                        "-alias",
                        name,
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore entries = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        return (KeyStore.PrivateKeyEntry)
                entries.getEntry(name, new KeyStore.PasswordProtection(PASSWORD.toCharArray()));
    }

    private static String sha256(byte[] data) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
