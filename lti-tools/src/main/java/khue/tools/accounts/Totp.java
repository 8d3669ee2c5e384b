/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that an authenticator app and we share, and the code of six digits that both make of it every 30 seconds.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6238">RFC 6238</a>, with HMAC-SHA-1 and 30 seconds: what every app speaks
 */
record Totp(byte[] secret) {

    static final int DIGITS = 6;

    private static final int STEP_SECONDS = 30;
    private static final int MODULUS = 1_000_000;

    /** RFC 4226, §4, R6: 160 bits are recommended. */
    private static final int SECRET_BYTES = 20;

    /** RFC 6238, §5.2: a step before and after, for clocks that differ and fingers that are slow. */
    private static final int STEPS_AROUND = 1;

    static Totp make(RandomGenerator random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new Totp(secret);
    }

    /** As {@link #kept} wrote it. */
    static Totp of(String kept) {
        return new Totp(HexFormat.of().parseHex(kept));
    }

    /** To be kept, and shown to nobody. */
    String kept() {
        return HexFormat.of().formatHex(secret);
    }

    static long stepAt(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), STEP_SECONDS);
    }

    /** RFC 4226, §5.3. */
    String codeOf(long step) {
        byte[] hash = hmac(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        int offset = hash[hash.length - 1] & 0xf;
        int number = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & 0x7fff_ffff;
        return String.format("%0" + DIGITS + "d", number % MODULUS);
    }

    /** The step that a code belongs to, at this time, give or take one; spaces in the code do not matter. */
    OptionalLong stepOf(String typed, Instant now) {
        byte[] code = typed.replaceAll("\\s", "").getBytes(StandardCharsets.UTF_8);
        long middle = stepAt(now);
        OptionalLong found = OptionalLong.empty();
        for (long step = middle - STEPS_AROUND; step <= middle + STEPS_AROUND; step++) {
            if (MessageDigest.isEqual(codeOf(step).getBytes(StandardCharsets.UTF_8), code)) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    /** To be typed in, in groups of four. */
    String text() {
        return Base32.encode(secret).replaceAll("(.{4})(?=.)", "$1 ");
    }

    /** What an app reads from a picture: {@code otpauth://totp/…}. */
    String uri(String installation, String account) {
        String issuer = encode(installation);
        return "otpauth://totp/" + issuer + ":" + encode(account) + "?secret=" + Base32.encode(secret) + "&issuer="
                + issuer + "&algorithm=SHA1&digits=" + DIGITS + "&period=" + STEP_SECONDS;
    }

    private byte[] hmac(byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA1", impossible);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Totp totp && MessageDigest.isEqual(secret, totp.secret);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(secret);
    }

    /** The secret is in no log. */
    @Override
    public String toString() {
        return "Totp";
    }
}
