/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.members;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A course of an LMS: LTI's context, known by (deployment, context id). Its services' URLs are the latest that a launch told. */
@Entity
public class Course {

    @Id
    private UUID id;

    @Column(name = "deployment_id")
    private UUID deploymentId;

    @Column(name = "context_id")
    private String contextId;

    private String label;

    private String title;

    @Column(name = "memberships_url")
    private String membershipsUrl;

    @Column(name = "line_items_url")
    private String lineItemsUrl;

    @Column(name = "groups_url")
    private String groupsUrl;

    @Column(name = "group_sets_url")
    private String groupSetsUrl;

    @Column(name = "roster_read_at")
    private Instant rosterReadAt;

    @Column(name = "roster_complete_at")
    private Instant rosterCompleteAt;

    @Column(name = "changes_url")
    private String changesUrl;

    @Column(name = "created_at")
    private Instant createdAt;

    protected Course() {}

    public Course(UUID id, UUID deploymentId, String contextId, Instant createdAt) {
        this.id = id;
        this.deploymentId = deploymentId;
        this.contextId = contextId;
        this.createdAt = createdAt;
    }

    public UUID id() {
        return id;
    }

    public UUID deploymentId() {
        return deploymentId;
    }

    /** What people call the course: its title, else its short label, else its id in the LMS. */
    public String name() {
        return Optional.ofNullable(title).or(() -> Optional.ofNullable(label)).orElse(contextId);
    }

    public Optional<String> label() {
        return Optional.ofNullable(label);
    }

    public Optional<String> membershipsUrl() {
        return Optional.ofNullable(membershipsUrl);
    }

    public Optional<String> lineItemsUrl() {
        return Optional.ofNullable(lineItemsUrl);
    }

    Optional<String> groupsUrl() {
        return Optional.ofNullable(groupsUrl);
    }

    Optional<String> groupSetsUrl() {
        return Optional.ofNullable(groupSetsUrl);
    }

    /** When the member list was last read as a whole, rather than what had changed in it. */
    Optional<Instant> rosterCompleteAt() {
        return Optional.ofNullable(rosterCompleteAt);
    }

    /** Where the LMS tells what has changed in the member list since it was last read. */
    Optional<String> changesUrl() {
        return Optional.ofNullable(changesUrl);
    }

    public Optional<Instant> rosterReadAt() {
        return Optional.ofNullable(rosterReadAt);
    }

    /** What a launch says about a course and where its services are. */
    public record Description(
            Optional<String> label,
            Optional<String> title,
            Optional<String> membershipsUrl,
            Optional<String> lineItemsUrl,
            Optional<String> groupsUrl,
            Optional<String> groupSetsUrl) {}

    /** What a launch does not say stays as it was. */
    public Course isDescribed(Description by) {
        by.label().ifPresent(value -> label = value);
        by.title().ifPresent(value -> title = value);
        by.membershipsUrl().ifPresent(value -> membershipsUrl = value);
        by.lineItemsUrl().ifPresent(value -> lineItemsUrl = value);
        by.groupsUrl().ifPresent(value -> groupsUrl = value);
        by.groupSetsUrl().ifPresent(value -> groupSetsUrl = value);
        return this;
    }

    void rosterIsRead(Instant when, boolean complete, Optional<String> newChangesUrl) {
        rosterReadAt = when;
        if (complete) {
            rosterCompleteAt = when;
        }
        changesUrl = newChangesUrl.orElse(null);
    }
}
