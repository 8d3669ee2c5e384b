/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.platforms;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/** A place in an LMS where our tools were added, as the LMS numbers it; recorded when the first launch from it arrives. */
@Entity
public class Deployment {

    static final String ACTIVE = "active";
    static final String DISABLED = "disabled";

    @Id
    private UUID id;

    @Column(name = "platform_id")
    private UUID platformId;

    @Column(name = "deployment_id")
    private String deploymentId;

    private String status;

    @Column(name = "first_seen_at")
    private Instant firstSeenAt;

    protected Deployment() {}

    public UUID id() {
        return id;
    }

    public UUID platformId() {
        return platformId;
    }

    /** The LMS's own name for it. */
    public String deploymentId() {
        return deploymentId;
    }

    public boolean isDisabled() {
        return DISABLED.equals(status);
    }

    public Instant firstSeenAt() {
        return firstSeenAt;
    }

    void disable() {
        status = DISABLED;
    }

    void enable() {
        status = ACTIVE;
    }
}
