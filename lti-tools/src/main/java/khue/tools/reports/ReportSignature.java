/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import khue.tools.web.Audience;

/** Who signed a report, as what, and the proof. */
@Entity
@Table(name = "report_signature")
public class ReportSignature {

    @Id
    @Column(name = "report_id")
    private UUID reportId;

    @Column(name = "signed_by")
    private UUID signedBy;

    private String name;
    private String title;
    private String role;

    @Column(name = "signed_at")
    private Instant signedAt;

    private String kid;
    private String jws;

    protected ReportSignature() {}

    ReportSignature(UUID report, UUID signedBy, Signer signer, Instant signedAt, String kid, String jws) {
        this.reportId = report;
        this.signedBy = signedBy;
        this.name = signer.name();
        this.title = signer.title();
        this.role = signer.role().name();
        this.signedAt = signedAt;
        this.kid = kid;
        this.jws = jws;
    }

    /** @param title the office that the person holds, as it stands below an official paper */
    public record Signer(String name, String title, Audience role) {}

    public UUID reportId() {
        return reportId;
    }

    public Signer signer() {
        return new Signer(name, title, Audience.valueOf(role));
    }

    public Instant signedAt() {
        return signedAt;
    }

    /** The key's id in the key set of reports. */
    public String kid() {
        return kid;
    }

    /** RFC 7515, compact. */
    public String jws() {
        return jws;
    }
}
