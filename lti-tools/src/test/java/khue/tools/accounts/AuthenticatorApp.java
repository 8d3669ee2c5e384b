/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The app on somebody's phone, into which the key of a page is typed. */
final class AuthenticatorApp {

    private static final Pattern KEY = Pattern.compile("id=\"totp-key\" value=\"([^\"]+)\"");

    private AuthenticatorApp() {}

    static Totp with(HttpResponse<String> page) {
        Matcher key = KEY.matcher(page.body());
        assertThat(key.find()).as(page.body()).isTrue();
        return new Totp(bytes(key.group(1)));
    }

    /** RFC 4648, §6. */
    private static byte[] bytes(String base32) {
        StringBuilder bits = new StringBuilder();
        for (char letter : base32.replace(" ", "").toCharArray()) {
            int value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter);
            bits.append(String.format("%5s", Integer.toBinaryString(value)).replace(' ', '0'));
        }
        byte[] bytes = new byte[bits.length() / 8];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2);
        }
        return bytes;
    }
}
