/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.X509CertUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import khue.xapi.attachments.Sha2;
import khue.xapi.attachments.SpooledContent;
import khue.xapi.http.Failure;
import khue.xapi.http.LimitExceeded;
import khue.xapi.http.Message;
import khue.xapi.http.RequestJson;
import khue.xapi.model.Timestamp;
import khue.xapi.model.Uuids;
import khue.xapi.model.XapiVersion;

/**
 * What the signature of a statement has to be. It catches mistakes of the signer; whether the signer can be trusted is
 * not asked, as the specification says.
 *
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#26-signed-statements">Data 2.6</a>
 */
final class SignatureRules {

    private static final String SIGNATURE = "http://adlnet.gov/expapi/attachments/signature";
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512);

    private final RequestJson json;
    private final XapiVersion version;

    SignatureRules(RequestJson json, XapiVersion version) {
        this.json = json;
        this.version = version;
    }

    /**
     * Adds what is wrong with the signatures of a statement to {@code violations}.
     *
     * @param id the statement's, where it has one already
     * @param received the data that came with the statement
     */
    void check(
            SentStatement statement,
            Optional<UUID> id,
            Map<Sha2, SpooledContent> received,
            List<Violation> violations) {
        Place attachments = new Place(statement.tree(), statement.pointer(), violations).at("attachments");
        if (!attachments.value().isArray()) {
            return;
        }
        attachments.eachElement(attachment -> {
            if (isSignature(attachment.value())) {
                signature(attachment, statement.tree(), id, received);
            }
        });
    }

    private void signature(
            Place attachment, JsonNode statement, Optional<UUID> id, Map<Sha2, SpooledContent> received) {
        if (!attachment.at("contentType").value().asText().equalsIgnoreCase("application/octet-stream")) {
            attachment
                    .at("contentType")
                    .violates(Rule.SIGNATURE_CONTENT_TYPE, "a signature has the content type application/octet-stream");
            return;
        }
        Optional<SpooledContent> data =
                Sha2.of(attachment.at("sha2").value().asText()).map(received::get);
        if (data.isEmpty()) {
            attachment.violates(
                    Rule.SIGNATURE_IS_ATTACHED, "a signature travels as a part of multipart/mixed, not by fileUrl");
            return;
        }
        jws(attachment, data.get()).ifPresent(jws -> {
            if (!ALGORITHMS.contains(jws.getHeader().getAlgorithm())) {
                attachment.violates(
                        Rule.SIGNATURE_ALGORITHM,
                        "the algorithm of a signature is RS256, RS384 or RS512, not "
                                + jws.getHeader().getAlgorithm());
                return;
            }
            payloadIsTheStatement(attachment, jws, statement, id);
            certificateVerifies(attachment, jws);
        });
    }

    // RFC 7515, 7.1, JWS Compact Serialization: https://www.rfc-editor.org/rfc/rfc7515#section-7.1
    private Optional<JWSObject> jws(Place attachment, SpooledContent data) {
        int largest = json.limits().body();
        if (data.size() > largest) {
            throw new LimitExceeded(
                    413,
                    "signature-too-large",
                    largest,
                    attachment.pointer(),
                    new Message(
                            "Chữ ký lớn hơn " + largest + " byte.",
                            "A signature is larger than " + largest + " bytes."));
        }
        try (InputStream in = data.open()) {
            return Optional.of(JWSObject.parse(new String(in.readAllBytes(), StandardCharsets.US_ASCII)));
        } catch (ParseException malformed) {
            attachment.violates(
                    Rule.SIGNATURE_IS_JWS,
                    "the data is not a JSON web signature in compact serialization: " + malformed.getMessage());
            return Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException("the spool cannot be read", failed);
        }
    }

    private void payloadIsTheStatement(Place attachment, JWSObject jws, JsonNode statement, Optional<UUID> id) {
        try {
            JsonNode signed = json.read(new String(jws.getPayload().toBytes(), StandardCharsets.UTF_8));
            List<Violation> violations = new ArrayList<>();
            new StatementRules(version).check(signed, "", violations);
            if (!violations.isEmpty()) {
                Violation first = violations.get(0);
                attachment.violates(
                        Rule.SIGNATURE_IS_OF_THIS_STATEMENT,
                        "the payload is not a statement: at \"" + first.pointer() + "\" " + first.detail());
            } else if (!isTheSame(signed, statement, id)) {
                attachment.violates(
                        Rule.SIGNATURE_IS_OF_THIS_STATEMENT, "the payload is another statement than the one received");
            }
        } catch (Failure malformed) {
            attachment.violates(
                    Rule.SIGNATURE_IS_OF_THIS_STATEMENT,
                    "the payload is not a statement in JSON: "
                            + malformed.message().en());
        }
    }

    /** What was signed may lack what is added later, the signature itself above all, but may not say anything else. */
    private boolean isTheSame(JsonNode signed, JsonNode received, Optional<UUID> id) {
        boolean sameId =
                !signed.has("id") || Uuids.parse(signed.get("id").asText()).equals(id);
        boolean sameTime = !signed.has("timestamp") || instant(signed).equals(instant(received));
        return sameId
                && sameTime
                && StatementComparison.areSame(withoutSignatures(received), withoutSignatures(signed));
    }

    private Object instant(JsonNode statement) {
        return Timestamp.parse(statement.path("timestamp").asText(), version);
    }

    private static JsonNode withoutSignatures(JsonNode statement) {
        ObjectNode unsigned = statement.deepCopy();
        if (unsigned.path("attachments") instanceof ArrayNode attachments) {
            for (int i = attachments.size() - 1; i >= 0; i--) {
                if (isSignature(attachments.get(i))) {
                    attachments.remove(i);
                }
            }
            if (attachments.isEmpty()) {
                unsigned.remove("attachments");
            }
        }
        return unsigned;
    }

    // RFC 7515, 4.1.6: the key of the first certificate verifies: https://www.rfc-editor.org/rfc/rfc7515#section-4.1.6
    private static void certificateVerifies(Place attachment, JWSObject jws) {
        List<Base64> chain = jws.getHeader().getX509CertChain();
        if (chain == null) {
            return;
        }
        X509Certificate certificate =
                chain.isEmpty() ? null : X509CertUtils.parse(chain.get(0).decode());
        if (certificate == null || !(certificate.getPublicKey() instanceof RSAPublicKey key)) {
            attachment.violates(
                    Rule.SIGNATURE_CERTIFICATE, "the first element of x5c is not an X.509 certificate of an RSA key");
            return;
        }
        try {
            if (!jws.verify(new RSASSAVerifier(key))) {
                attachment.violates(
                        Rule.SIGNATURE_IS_VALID, "the key of the certificate in x5c does not verify the signature");
            }
        } catch (JOSEException unusable) {
            attachment.violates(
                    Rule.SIGNATURE_CERTIFICATE,
                    "the key of the certificate in x5c cannot be used: " + unusable.getMessage());
        }
    }

    private static boolean isSignature(JsonNode attachment) {
        return attachment.path("usageType").asText().equals(SIGNATURE);
    }
}
