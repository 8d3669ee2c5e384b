/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** What a pupil handed in: a copy that nobody changes any more. */
@Entity
public class Submission {

    @Id
    private UUID id;

    @Column(name = "work_id")
    private UUID workId;

    private int attempt;
    private String reflection;
    private String sha256;

    @Column(name = "submitted_at")
    private Instant submittedAt;

    protected Submission() {}

    Submission(UUID id, Work work, List<Artefact> artefacts, Instant submittedAt) {
        this.id = id;
        this.workId = work.id();
        this.attempt = work.attempt();
        this.reflection = work.reflection();
        this.sha256 = seal(attempt, reflection, artefacts);
        this.submittedAt = submittedAt;
    }

    /**
     * SHA-256 over the attempt, the reflection and, in order, each artefact's content hash, name and caption. The attempt is written as
     * four bytes; each text as its length in UTF-8 in four bytes, then its bytes, so that no two different works give the same sequence.
     */
    static String seal(int attempt, String reflection, List<Artefact> artefacts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (var out = new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
                out.writeInt(attempt);
                write(out, reflection);
                for (Artefact artefact : artefacts) {
                    write(out, artefact.file().sha256());
                    write(out, artefact.file().name());
                    write(out, artefact.caption());
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    public UUID id() {
        return id;
    }

    public UUID workId() {
        return workId;
    }

    public int attempt() {
        return attempt;
    }

    public String reflection() {
        return reflection;
    }

    /** What it was when it was handed in, in one value: see {@link #seal}. */
    public String sha256() {
        return sha256;
    }

    public Instant submittedAt() {
        return submittedAt;
    }
}
