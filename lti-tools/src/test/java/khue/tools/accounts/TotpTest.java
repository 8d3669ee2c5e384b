/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.LuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

    private static final Totp OF_THE_STANDARD = new Totp("12345678901234567890".getBytes(StandardCharsets.US_ASCII));
    private static final Instant NOW = Instant.ofEpochSecond(1_111_111_111);

    /** RFC 6238, appendix B, for SHA-1; its codes have eight digits, ours are the last six of them. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void makesTheCodesOfTheStandard(long second, String code) {
        assertThat(OF_THE_STANDARD.codeOf(Totp.stepAt(Instant.ofEpochSecond(second))))
                .isEqualTo(code);
    }

    @Test
    void takesACodeOfTheStepBeforeAndAfterAndOfNoOther() {
        long step = Totp.stepAt(NOW);

        assertThat(OF_THE_STANDARD.stepOf("050471", NOW)).hasValue(step);
        assertThat(OF_THE_STANDARD.stepOf(" 050 471 ", NOW)).hasValue(step);
        assertThat(OF_THE_STANDARD.stepOf(OF_THE_STANDARD.codeOf(step - 1), NOW))
                .hasValue(step - 1);
        assertThat(OF_THE_STANDARD.stepOf(OF_THE_STANDARD.codeOf(step + 1), NOW))
                .hasValue(step + 1);
        assertThat(OF_THE_STANDARD.stepOf(OF_THE_STANDARD.codeOf(step - 2), NOW))
                .isEmpty();
        assertThat(OF_THE_STANDARD.stepOf(OF_THE_STANDARD.codeOf(step + 2), NOW))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"''", "50471", "0504711", "５０４７１", "05047a", "050471x"})
    void takesNothingElse(String typed) {
        assertThat(OF_THE_STANDARD.stepOf(typed, NOW)).isEmpty();
    }

    @Test
    void tellsTheKeyAsAppsReadIt() {
        assertThat(OF_THE_STANDARD.text()).isEqualTo("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assertThat(OF_THE_STANDARD.uri("Khuê school.vn", "lan.anh"))
                .isEqualTo("otpauth://totp/Khu%C3%AA%20school.vn:lan.anh?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                        + "&issuer=Khu%C3%AA%20school.vn&algorithm=SHA1&digits=6&period=30");
    }

    /** RFC 4648, §10. */
    @ParameterizedTest
    @CsvSource({"'', ''", "f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI"})
    void writesTheBase32OfTheStandard(String bytes, String text) {
        assertThat(Base32.encode(bytes.getBytes(StandardCharsets.US_ASCII))).isEqualTo(text);
    }

    @Test
    void makesNoTwoSecretsAlikeAndTellsThemToNoLog() {
        Totp one = Totp.make(new SecureRandom());

        assertThat(one.secret()).hasSize(20);
        assertThat(one).isNotEqualTo(Totp.make(new SecureRandom()));
        assertThat(one.toString()).isEqualTo("Totp");
    }

    @Test
    void drawsAPictureThatAReaderReads() throws Exception {
        String uri = OF_THE_STANDARD.uri("Khuê localhost", "admin");

        assertThat(new QRCodeReader()
                        .decode(new BinaryBitmap(new HybridBinarizer(new Drawn(QrPicture.of(uri), 4))))
                        .getText())
                .isEqualTo(uri);
    }

    /** The picture as a camera sees it: each square of the path so many pixels wide. */
    private static final class Drawn extends LuminanceSource {

        private static final Pattern SQUARE = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z");

        private final byte[][] pixels;

        Drawn(QrPicture picture, int scale) {
            super(picture.size() * scale, picture.size() * scale);
            pixels = new byte[getHeight()][getWidth()];
            for (byte[] row : pixels) {
                Arrays.fill(row, (byte) 0xff);
            }
            for (MatchResult square : SQUARE.matcher(picture.path()).results().toList()) {
                int x = Integer.parseInt(square.group(1)) * scale;
                int y = Integer.parseInt(square.group(2)) * scale;
                for (int line = y; line < y + scale; line++) {
                    Arrays.fill(pixels[line], x, x + scale, (byte) 0);
                }
            }
        }

        @Override
        public byte[] getRow(int y, byte[] row) {
            return pixels[y].clone();
        }

        @Override
        public byte[] getMatrix() {
            byte[] all = new byte[getWidth() * getHeight()];
            for (int y = 0; y < getHeight(); y++) {
                System.arraycopy(pixels[y], 0, all, y * getWidth(), getWidth());
            }
            return all;
        }
    }
}
