/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.files;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Files such as people bring, made by the tests themselves. */
final class TestFiles {

    /** What the GPS block of {@link #photograph} says; no picture of ours may contain it. */
    static final String PLACE = "HANOI-21N-105E";

    private TestFiles() {}

    /** A picture whose upper left quarter is red and the rest blue. */
    static byte[] picture(String format, int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(Color.BLUE);
        canvas.fillRect(0, 0, width, height);
        canvas.setColor(Color.RED);
        canvas.fillRect(0, 0, width / 2, height / 2);
        canvas.dispose();
        return encode(image, format);
    }

    static byte[] transparentPng(int width, int height) {
        return encode(new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB), "png");
    }

    private static byte[] encode(BufferedImage image, String format) {
        try (var out = new ByteArrayOutputStream()) {
            ImageIO.write(image, format, out);
            return out.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A JPEG as a telephone makes it: EXIF with an orientation and a place, and an XMP packet. */
    static byte[] photograph(int width, int height, int orientation) {
        byte[] jpeg = picture("jpg", width, height);
        var out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.writeBytes(segment(join("Exif\0\0".getBytes(StandardCharsets.US_ASCII), exif(orientation))));
        out.writeBytes(segment(("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + PLACE + "</x:xmpmeta>")
                .getBytes(StandardCharsets.US_ASCII)));
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    private static byte[] segment(byte[] content) {
        return ByteBuffer.allocate(content.length + 4)
                .putShort((short) 0xFFE1)
                .putShort((short) (content.length + 2))
                .put(content)
                .array();
    }

    /** TIFF 6.0: a header, a directory with Orientation (0x0112) and GPSInfo (0x8825), and the GPS directory with an area name (0x001C). */
    private static byte[] exif(int orientation) {
        byte[] place = PLACE.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer tiff = ByteBuffer.allocate(56 + place.length).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
        tiff.putShort((short) 2);
        tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putInt(orientation);
        tiff.putShort((short) 0x8825).putShort((short) 4).putInt(1).putInt(38);
        tiff.putInt(0);
        tiff.putShort((short) 1);
        tiff.putShort((short) 0x001C).putShort((short) 7).putInt(place.length).putInt(56);
        tiff.putInt(0);
        return tiff.put(place).array();
    }

    /** A PNG of a few bytes whose header claims this size. */
    static byte[] pngThatClaims(int width, int height) {
        ByteBuffer header = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0});
        var crc = new CRC32();
        crc.update(header.array());
        return ByteBuffer.allocate(33)
                .putLong(0x89504E470D0A1A0AL)
                .putInt(13)
                .put(header.array())
                .putInt((int) crc.getValue())
                .array();
    }

    /** What can be seen or heard in a recording of ours. */
    static final String SEEN = "PICTURE-AND-SOUND";

    /**
     * A film as a telephone makes it: a place in {@code udta}, another in a track of its own, whose samples lie between those of the
     * picture.
     */
    static byte[] film() {
        byte[] head = join(bytes(0, 0, 0, 16), text("ftypqt  \0\0\0\0"));
        byte[] samples = join(text(SEEN), text(PLACE));
        int seenAt = head.length + 8;
        int placeAt = seenAt + SEEN.length();
        return join(
                join(head, box("mdat", samples)),
                box(
                        "moov",
                        box("mvhd", new byte[100]),
                        box("udta", box("\u00A9xyz", text(PLACE))),
                        track("vide", "avc1", seenAt, SEEN.length()),
                        track("meta", "mebx", placeAt, PLACE.length())));
    }

    /** As Safari records it by the microphone: MPEG-4 by its brand, and sound alone. */
    static byte[] spoken() {
        byte[] head = join(bytes(0, 0, 0, 16), text("ftypiso5\0\0\0\0"));
        return join(
                join(head, box("mdat", text(SEEN))),
                box("moov", box("mvhd", new byte[100]), track("soun", "mp4a", head.length + 8, SEEN.length())));
    }

    private static byte[] track(String handler, String format, int sampleAt, int sampleSize) {
        return box(
                "trak",
                box("tkhd", new byte[84]),
                box("meta", text(PLACE)),
                box(
                        "mdia",
                        box("mdhd", new byte[24]),
                        box("hdlr", join(new byte[8], text(handler)), new byte[13]),
                        box(
                                "minf",
                                box(
                                        "stbl",
                                        box("stsd", words(0, 1), box(format, new byte[8])),
                                        box("stsc", words(0, 1, 1, 1, 1)),
                                        box("stsz", words(0, 0, 1, sampleSize)),
                                        box("stco", words(0, 1, sampleAt))))));
    }

    private static byte[] words(int... values) {
        ByteBuffer words = ByteBuffer.allocate(4 * values.length);
        for (int value : values) {
            words.putInt(value);
        }
        return words.array();
    }

    private static byte[] box(String type, byte[]... contents) {
        byte[] all = {};
        for (byte[] content : contents) {
            all = join(all, content);
        }
        return ByteBuffer.allocate(8 + all.length)
                .putInt(8 + all.length)
                .put(type.getBytes(StandardCharsets.ISO_8859_1))
                .put(all)
                .array();
    }

    /** Two ID3v2 tags before the sound, an APE tag and an ID3v1 behind it. */
    static byte[] mp3() {
        byte[] id3 = join(join(text("ID3\u0003\0\0\0\0\0"), bytes(PLACE.length())), text(PLACE));
        ByteBuffer ape = ByteBuffer.allocate(32 + PLACE.length()).order(ByteOrder.LITTLE_ENDIAN);
        ape.put(text(PLACE)).put(text("APETAGEX")).putInt(2000).putInt(32 + PLACE.length());
        byte[] sound = join(bytes(0xFF, 0xFB, 0x90, 0), text(SEEN));
        byte[] id3v1 = java.util.Arrays.copyOf(text("TAG" + PLACE), 128);
        return join(join(join(id3, id3), sound), join(ape.array(), id3v1));
    }

    static byte[] wav() {
        byte[] chunks = join(
                join(chunk("fmt ", new byte[16]), chunk("LIST", text("INFOIARL" + PLACE))),
                join(chunk("data", text(SEEN)), chunk("id3 ", text(PLACE))));
        return join(chunkHead("RIFF", 4 + chunks.length), join(text("WAVE"), chunks));
    }

    private static byte[] chunk(String id, byte[] content) {
        return join(join(chunkHead(id, content.length), content), new byte[content.length % 2]);
    }

    private static byte[] chunkHead(String id, int length) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(text(id))
                .putInt(length)
                .array();
    }

    /** As a browser records it: a Segment and a Cluster of unknown size; a title, and tags behind the Cluster. */
    static byte[] webm() {
        return webm(1);
    }

    /** As a browser records it by the microphone alone. */
    static byte[] webmSound() {
        return webm(2);
    }

    private static byte[] webm(int trackType) {
        byte[] head = element(bytes(0x1A, 0x45, 0xDF, 0xA3), element(bytes(0x42, 0x82), text("webm")));
        byte[] info = element(bytes(0x15, 0x49, 0xA9, 0x66), element(bytes(0x7B, 0xA9), text(PLACE)));
        byte[] track = element(bytes(0xAE), element(bytes(0x83), bytes(trackType)));
        byte[] tracks = element(bytes(0x16, 0x54, 0xAE, 0x6B), track);
        byte[] cluster = join(bytes(0x1F, 0x43, 0xB6, 0x75, 0xFF), element(bytes(0xA3), text(SEEN)));
        byte[] tags = element(bytes(0x12, 0x54, 0xC3, 0x67), text(PLACE));
        return join(
                join(head, bytes(0x18, 0x53, 0x80, 0x67, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF)),
                join(join(info, tracks), join(cluster, tags)));
    }

    private static byte[] element(byte[] id, byte[] content) {
        return join(join(id, bytes(0x80 | content.length)), content);
    }

    /** A document of some hundred kilobytes that unpacks to more than a quarter of a gigabyte. */
    static byte[] bomb() {
        var packed = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(packed)) {
            zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
            zip.write(text("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"));
            zip.putNextEntry(new ZipEntry("word/document.xml"));
            byte[] nothing = new byte[1 << 20];
            for (int i = 0; i < 260; i++) {
                zip.write(nothing);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    /** An archive whose end says that it has so many entries. */
    static byte[] zipThatClaims(int entries) {
        byte[] zip = office("vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml");
        zip[zip.length - 12] = (byte) entries;
        zip[zip.length - 11] = (byte) (entries >> 8);
        return zip;
    }

    static byte[] zip(Map<String, String> entries) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** An Office document whose main part has this content type. */
    static byte[] office(String mainPart) {
        return zip(Map.of(
                "[Content_Types].xml",
                "<Types><Override PartName=\"/main.xml\" ContentType=\"application/" + mainPart + "\"/></Types>"));
    }

    /** The same with a further part. */
    static byte[] office(String mainPart, String name, byte[] content) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
            zip.write(text(
                    "<Types><Override PartName=\"/main.xml\" ContentType=\"application/" + mainPart + "\"/></Types>"));
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** What another program made. The photographs show a red disk between sky and grass, were held on their side, and tell a place. */
    static byte[] file(String name) {
        try (InputStream content = TestFiles.class.getResourceAsStream(name)) {
            return content.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The same WebP, whose one picture claims to have so many pixels, whatever the file says at its front. */
    static byte[] webpThatClaims(int width, int height) {
        byte[] webp = file("photo.webp");
        int picture = new String(webp, StandardCharsets.ISO_8859_1).indexOf("VP8 ");
        ByteBuffer.wrap(webp)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(picture + 14, (short) width)
                .putShort(picture + 16, (short) height);
        return webp;
    }

    /** A TIFF that is nothing but what it tells: an orientation and a place. */
    static byte[] placeInTiff() {
        return exif(1);
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}
