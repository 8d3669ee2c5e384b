/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.files;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A file that somebody keeps with us. It never changes. */
@Entity
@Table(name = "stored_file")
public class StoredFile {

    @Id
    private UUID id;

    private String sha256;
    private String name;

    @Column(name = "media_type")
    private String mediaType;

    private long size;
    private Integer width;
    private Integer height;

    @Column(name = "thumbnail_sha256")
    private String thumbnailSha256;

    @Column(name = "stored_at")
    private Instant storedAt;

    protected StoredFile() {}

    StoredFile(UUID id, ReceivedFile received, Instant storedAt) {
        this.id = id;
        this.sha256 = received.sha256();
        this.name = received.name();
        this.mediaType = received.mediaType();
        this.size = received.size();
        this.width = received.width().orElse(null);
        this.height = received.height().orElse(null);
        this.thumbnailSha256 = received.thumbnailSha256().orElse(null);
        this.storedAt = storedAt;
    }

    public UUID id() {
        return id;
    }

    public String sha256() {
        return sha256;
    }

    /** To show; never a path. */
    public String name() {
        return name;
    }

    /** Found by looking at the content. */
    public String mediaType() {
        return mediaType;
    }

    /** In bytes. */
    public long size() {
        return size;
    }

    public boolean picture() {
        return thumbnailSha256 != null;
    }

    /** In pixels; of a picture only. */
    public Optional<Integer> width() {
        return Optional.ofNullable(width);
    }

    public Optional<Integer> height() {
        return Optional.ofNullable(height);
    }

    /**
     * The value of {@code Content-Disposition} (RFC 6266): the name in UTF-8, and for clients that do not know that form one in ASCII.
     *
     * @param type {@code inline} or {@code attachment}
     */
    public String disposition(String type) {
        String ascii = Normalizer.normalize(name.replace('đ', 'd').replace('Đ', 'D'), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^A-Za-z0-9._ -]", "_");
        // RFC 8187: everything but attr-char is percent-encoded; URLEncoder leaves * alone and writes a space as +.
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return type + "; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded;
    }

    Optional<String> thumbnailSha256() {
        return Optional.ofNullable(thumbnailSha256);
    }
}
