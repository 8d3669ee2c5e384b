/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/** What a telephone's camera makes. */
final class Photograph {

    /** Where it was taken, as the picture says. */
    static final String PLACE = "HANOI-21N-105E";

    private Photograph() {}

    /** Larger than a screen, with the place where it was taken in an EXIF comment. */
    static FilePayload of(String name) {
        BufferedImage image = new BufferedImage(3000, 2000, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(0x9CC9EB));
        pen.fillRect(0, 0, 3000, 1200);
        pen.setColor(new Color(0x2F7D32));
        pen.fillRect(0, 1200, 3000, 800);
        pen.dispose();
        byte[] exif = ("Exif\0\0" + PLACE).getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream photograph = new ByteArrayOutputStream();
        try (ByteArrayOutputStream jpeg = new ByteArrayOutputStream()) {
            ImageIO.write(image, "jpg", jpeg);
            photograph.write(jpeg.toByteArray(), 0, 2);
            photograph.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xE1, 0, (byte) (exif.length + 2)});
            photograph.writeBytes(exif);
            photograph.write(jpeg.toByteArray(), 2, jpeg.size() - 2);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new FilePayload(name, "image/jpeg", photograph.toByteArray());
    }
}
