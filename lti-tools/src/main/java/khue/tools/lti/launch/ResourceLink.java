/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** An activity in the LMS's course that opens one of our tools: LTI's resource link, known by (course, resource_link.id). */
@Entity
@Table(name = "resource_link")
public class ResourceLink {

    @Id
    private UUID id;

    @Column(name = "course_id")
    private UUID courseId;

    @Column(name = "lti_id")
    private String ltiId;

    private String title;

    private String tool;

    private UUID item;

    @Column(name = "line_item_url")
    private String lineItemUrl;

    @Column(name = "created_at")
    private Instant createdAt;

    protected ResourceLink() {}

    ResourceLink(UUID id, UUID courseId, String ltiId, Instant createdAt) {
        this.id = id;
        this.courseId = courseId;
        this.ltiId = ltiId;
        this.createdAt = createdAt;
    }

    public UUID id() {
        return id;
    }

    public UUID courseId() {
        return courseId;
    }

    public String ltiId() {
        return ltiId;
    }

    public Optional<String> title() {
        return Optional.ofNullable(title);
    }

    /** The id of the tool that the link opens; empty until a deep link or a person has said which. */
    public Optional<String> tool() {
        return Optional.ofNullable(tool);
    }

    /** What the tool opens, by the tool's own id; empty for a link that nobody has set up yet. */
    public Optional<UUID> item() {
        return Optional.ofNullable(item);
    }

    /** The coupled line item, when the LMS has one for this link. */
    public Optional<String> lineItemUrl() {
        return Optional.ofNullable(lineItemUrl);
    }

    /** Sets up a link that was added without Deep Linking, or that opens something else from now on. */
    public void opens(String newTool, UUID newItem) {
        this.tool = newTool;
        this.item = newItem;
    }

    void isDescribed(Optional<String> newTitle, Optional<String> newLineItemUrl) {
        newTitle.ifPresent(value -> title = value);
        newLineItemUrl.ifPresent(value -> lineItemUrl = value);
    }

    public void lineItemUrl(String url) {
        this.lineItemUrl = url;
    }
}
