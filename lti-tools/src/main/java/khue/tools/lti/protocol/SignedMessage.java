/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.Map;

/** Claims that we sign: RS256, with the key's id in the header, because platforms look the key up by it. */
public final class SignedMessage {

    private SignedMessage() {}

    /** The compact form, three parts with dots between them. */
    public static String of(Map<String, Object> claims, RSAKey key) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build();
        JWSObject message = new JWSObject(header, new Payload(Json.write(claims)));
        try {
            message.sign(new RSASSASigner(key));
        } catch (JOSEException unusable) {
            throw new IllegalStateException("our key " + key.getKeyID() + " cannot sign", unusable);
        }
        return message.serialize();
    }
}
