/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.files;

import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.imaging.riff.RiffProcessingException;
import com.drew.imaging.webp.WebpMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.color.CMMException;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Semaphore;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;

/**
 * Makes a picture anew from its pixels: upright, no larger than a screen needs, in plain RGB. Nothing else of the file that came survives,
 * so neither the place where a child was photographed nor the camera's number does.
 */
final class Pictures {

    /** A telephone's largest usual picture has 50 million. */
    static final long MOST_PIXELS = 60_000_000;

    static final int THUMBNAIL_SIDE = 480;

    private static final float JPEG_QUALITY = 0.85f;

    /** Pictures in memory at one time, whatever a whole class sends at once. */
    private static final Semaphore AT_ONCE = new Semaphore(2, true);

    /** @param kind a JPEG, or a PNG when there are see-through pixels */
    record Made(FileKind kind, int width, int height) {}

    private Pictures() {}

    /**
     * Reads {@code original} and writes the picture and its thumbnail.
     *
     * @param side how many pixels the longer side keeps
     */
    static Made remake(Path original, FileKind kind, int side, Path picture, Path thumbnail)
            throws IOException, FileRefused {
        AT_ONCE.acquireUninterruptibly();
        try {
            BufferedImage upright = upright(decode(original, kind, 2 * side), orientation(original, kind));
            BufferedImage small = shrink(upright, side);
            FileKind made = small.getTransparency() == BufferedImage.OPAQUE ? FileKind.JPEG : FileKind.PNG;
            write(small, made, picture);
            write(onWhite(shrink(small, THUMBNAIL_SIDE)), FileKind.JPEG, thumbnail);
            return new Made(made, small.getWidth(), small.getHeight());
        } catch (CMMException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | NegativeArraySizeException damaged) {
            // What Java's decoders throw, besides IOException, on bytes that lie about themselves.
            throw new FileRefused(FileRefused.Reason.PICTURE_DAMAGED, damaged);
        } finally {
            AT_ONCE.release();
        }
    }

    /** @param longest a larger picture is read with every n-th pixel only, so that one in memory stays small */
    private static BufferedImage decode(Path original, FileKind kind, int longest) throws IOException, FileRefused {
        if (kind == FileKind.WEBP) {
            WebPicture.requireModest(original);
        }
        try (ImageInputStream input = ImageIO.createImageInputStream(original.toFile())) {
            ImageReader reader = reader(input, kind);
            try {
                reader.setInput(input, true, true);
                return decode(reader, longest);
            } catch (IIOException | EOFException damaged) {
                throw new FileRefused(FileRefused.Reason.PICTURE_DAMAGED, damaged);
            } finally {
                reader.dispose();
            }
        }
    }

    private static ImageReader reader(ImageInputStream input, FileKind kind) throws FileRefused {
        if (kind == FileKind.WEBP) {
            // By name: ImageIO looks for readers once for a whole server, and not in an application's own libraries.
            return new WebPImageReaderSpi().createReaderInstance(null);
        }
        var readers = ImageIO.getImageReaders(input);
        if (!readers.hasNext()) {
            throw new FileRefused(FileRefused.Reason.PICTURE_FORMAT);
        }
        return readers.next();
    }

    private static BufferedImage decode(ImageReader reader, int longest) throws IOException, FileRefused {
        // The header's word, before anything is decoded: a few bytes may claim a picture that fills the memory.
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > MOST_PIXELS) {
            throw new FileRefused(FileRefused.Reason.PICTURE_PIXELS);
        }
        int every = Math.max(1, (Math.max(width, height) + longest - 1) / longest);
        ImageReadParam parameters = reader.getDefaultReadParam();
        parameters.setSourceSubsampling(every, every, 0, 0);
        return reader.read(0, parameters);
    }

    /** EXIF's word on how the camera was held: 1 to 8 (Exif 2.32, 4.6.4, tag 274). */
    private static int orientation(Path original, FileKind kind) {
        try {
            Metadata metadata = switch (kind) {
                case JPEG -> JpegMetadataReader.readMetadata(original.toFile(), List.of(new ExifReader()));
                case WEBP -> WebpMetadataReader.readMetadata(original.toFile());
                default -> new Metadata();
            };
            var directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
            Integer said = directory == null ? null : directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
            return said == null ? 1 : said;
        } catch (JpegProcessingException | RiffProcessingException | IOException unreadable) {
            return 1;
        }
    }

    private static BufferedImage upright(BufferedImage picture, int orientation) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        AffineTransform turn = switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
        boolean onItsSide = orientation >= 5 && orientation <= 8;
        return draw(picture, turn, onItsSide ? height : width, onItsSide ? width : height);
    }

    private static BufferedImage shrink(BufferedImage picture, int longest) {
        BufferedImage result = picture;
        // By halves at most: one large step would skip pixels and leave jagged edges.
        while (Math.max(result.getWidth(), result.getHeight()) > longest) {
            int side = Math.max(result.getWidth(), result.getHeight());
            double scale = Math.max(0.5, (double) longest / side);
            result = draw(
                    result,
                    AffineTransform.getScaleInstance(scale, scale),
                    Math.max(1, (int) Math.round(result.getWidth() * scale)),
                    Math.max(1, (int) Math.round(result.getHeight() * scale)));
        }
        return result;
    }

    private static BufferedImage draw(BufferedImage picture, AffineTransform transform, int width, int height) {
        boolean opaque = picture.getTransparency() == BufferedImage.OPAQUE;
        var result =
                new BufferedImage(width, height, opaque ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
        Graphics2D canvas = result.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        canvas.drawImage(picture, transform, null);
        canvas.dispose();
        return result;
    }

    private static BufferedImage onWhite(BufferedImage picture) {
        var result = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = result.createGraphics();
        canvas.drawImage(picture, 0, 0, Color.WHITE, null);
        canvas.dispose();
        return result;
    }

    private static void write(BufferedImage picture, FileKind kind, Path to) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByMIMEType(kind.mediaType()).next();
        try (OutputStream file = Files.newOutputStream(to, StandardOpenOption.CREATE_NEW);
                ImageOutputStream output = ImageIO.createImageOutputStream(file)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            if (kind == FileKind.JPEG) {
                parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                parameters.setCompressionQuality(JPEG_QUALITY);
            }
            writer.setOutput(output);
            writer.write(null, new IIOImage(picture, null, null), parameters);
        } finally {
            writer.dispose();
        }
    }
}
