/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.files;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.exif.GpsDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A document of Word, Excel, PowerPoint or OpenDocument, written anew without its properties, such as who wrote it on whose computer, and
 * without what its photographs tell beside their pixels. It is an archive that {@link Archive#requireModest} has let through.
 */
final class OfficeDocument {

    /** Properties that say nothing, where the document's list of parts wants them to be (ECMA-376-2, 11; ECMA-376-1, 22.2 and 22.3). */
    private static final Map<String, String> PROPERTIES = Map.of(
            "docProps/core.xml",
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<cp:coreProperties"
                    + " xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\"/>",
            "docProps/app.xml",
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Properties"
                    + " xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"/>",
            "docProps/custom.xml",
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Properties"
                    + " xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\"/>",
            "meta.xml",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-meta"
                    + " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" office:version=\"1.3\"><office:meta/></office:document-meta>");

    private static final Set<String> PHOTOGRAPHS = Set.of("jpg", "jpeg", "jpe", "jfif");

    /** Formats that hold a place in a way that is only known to a reader: with one in it, the document is not taken. */
    private static final Set<String> OTHER_PICTURES = Set.of("heic", "heif", "tif", "tiff", "webp", "png", "avif");

    private OfficeDocument() {}

    /** @param draft which nobody else sees yet */
    static void forget(Path draft, Path anew) throws IOException, FileRefused {
        Path picture = anew.resolveSibling(anew.getFileName() + "-picture");
        try (ZipFile from = new ZipFile(draft.toFile());
                OutputStream file = Files.newOutputStream(anew, StandardOpenOption.CREATE_NEW);
                ZipOutputStream to = new ZipOutputStream(file)) {
            for (Enumeration<? extends ZipEntry> entries = from.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (!entry.isDirectory()) {
                    copy(from, entry, to, picture);
                }
            }
        } catch (ZipException | IllegalArgumentException damaged) {
            throw new FileRefused(FileRefused.Reason.ARCHIVE, damaged);
        } finally {
            Files.deleteIfExists(picture);
        }
        Files.move(anew, draft, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copy(ZipFile from, ZipEntry entry, ZipOutputStream to, Path picture)
            throws IOException, FileRefused {
        ZipEntry same = new ZipEntry(entry.getName());
        if (PROPERTIES.containsKey(entry.getName())) {
            to.putNextEntry(same);
            to.write(PROPERTIES.get(entry.getName()).getBytes(StandardCharsets.UTF_8));
        } else if (isPicture(entry.getName())) {
            try (InputStream content = from.getInputStream(entry)) {
                Files.copy(content, picture, StandardCopyOption.REPLACE_EXISTING);
            }
            forgetPicture(picture, ending(entry.getName()));
            to.putNextEntry(same);
            Files.copy(picture, to);
        } else {
            if (entry.getMethod() == ZipEntry.STORED) {
                // OpenDocument's first part must lie there unpacked (OpenDocument 1.3, part 2, 3.3).
                same.setMethod(ZipEntry.STORED);
                same.setSize(entry.getSize());
                same.setCrc(entry.getCrc());
            }
            to.putNextEntry(same);
            try (InputStream content = from.getInputStream(entry)) {
                content.transferTo(to);
            }
        }
        to.closeEntry();
    }

    private static boolean isPicture(String name) {
        return PHOTOGRAPHS.contains(ending(name)) || OTHER_PICTURES.contains(ending(name));
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static void forgetPicture(Path picture, String ending) throws IOException, FileRefused {
        if (OTHER_PICTURES.contains(ending)) {
            if (saysWhere(picture)) {
                throw new FileRefused(FileRefused.Reason.DOCUMENT_PLACE);
            }
            return;
        }
        try (FileChannel channel = FileChannel.open(picture, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            new EmbeddedPhotographs(new Recordings.Bytes(channel)).forget();
        }
    }

    private static boolean saysWhere(Path picture) throws IOException {
        try {
            return ImageMetadataReader.readMetadata(picture.toFile()).containsDirectoryOfType(GpsDirectory.class);
        } catch (ImageProcessingException unreadable) {
            return false;
        }
    }
}
