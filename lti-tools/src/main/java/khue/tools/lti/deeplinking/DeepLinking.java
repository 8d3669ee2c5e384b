/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.deeplinking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import khue.tools.catalogue.LearningTool;
import khue.tools.catalogue.ToolCatalogue;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.platforms.Platforms;
import khue.tools.lti.platforms.SigningKeys;
import khue.tools.lti.platforms.ToolUrls;
import khue.tools.lti.protocol.DeepLinkingResponse;
import khue.tools.lti.protocol.DeepLinkingResponse.LineItem;
import khue.tools.lti.protocol.DeepLinkingResponse.LtiResourceLink;
import khue.tools.lti.protocol.LaunchMessage;
import khue.tools.web.CurrentVisit;
import khue.tools.web.PageRefused;
import khue.tools.web.VisitMoved;

/** The answer to a teacher's wish to add something to a course (Deep Linking 2.0). The wish belongs to one visit and is answered once. */
@ApplicationScoped
@Transactional
public class DeepLinking {

    /** Where a teacher chooses among several tools: a path below {@code /tools}. */
    public static final String CHOOSER = "/lti/deep-linking";

    /**
     * A link that the LMS is to add.
     *
     * @param tool the id of the tool that opens it
     * @param item what the tool opens; its id travels as the custom parameter {@code khue_item}
     */
    public record Link(String tool, LearningTool.Item item) {}

    /** The form that the browser posts to the LMS. */
    public record Answer(String returnUrl, String jwt) {}

    private record Request(
            UUID platform,
            String deploymentId,
            String returnUrl,
            Optional<String> data,
            boolean acceptMultiple,
            boolean acceptLineItem) {}

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private CurrentVisit current;

    @Inject
    private ToolCatalogue catalogue;

    @Inject
    private Platforms platforms;

    @Inject
    private SigningKeys keys;

    @Inject
    private ToolUrls urls;

    @Inject
    private Clock clock;

    /** Keeps what a launch asked for, which {@link khue.tools.lti.protocol.LaunchValidator} has checked, for the length of its visit. */
    public void asked(UUID visit, Platform platform, LaunchMessage message) {
        var settings = message.deepLinking().orElseThrow();
        entities.createNativeQuery("""
                        INSERT INTO deep_linking_request
                            (visit_id, platform_id, deployment_id, return_url, data, accept_multiple, accept_lineitem, created_at)
                        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                        """)
                .setParameter(1, visit)
                .setParameter(2, platform.id())
                .setParameter(3, message.deploymentId())
                .setParameter(4, settings.returnUrl())
                .setParameter(5, settings.data().orElse(null))
                .setParameter(6, settings.acceptMultiple())
                // A platform that does not say may take a line item, or leave it aside.
                .setParameter(7, settings.acceptLineItem().orElse(true))
                .setParameter(8, clock.instant().atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    /** Where somebody who came to add something to a course begins: there is nothing to choose from where one new thing is all there is. */
    public String start(UUID course) {
        List<LearningTool> tools = catalogue.all();
        boolean choice = tools.size() > 1
                || tools.stream().anyMatch(tool -> !tool.items(course).isEmpty());
        return choice ? CHOOSER : tools.get(0).newLink();
    }

    /** Whether the LMS takes several links at once from the current visit. */
    public boolean acceptsSeveral() {
        return !entities.createNativeQuery(
                        "SELECT 1 FROM deep_linking_request WHERE visit_id = ?1 AND answered_at IS NULL AND accept_multiple")
                .setParameter(1, current.id().orElseThrow())
                .getResultList()
                .isEmpty();
    }

    /** The wish goes along when its visit goes on in a window of its own. */
    void move(@Observes VisitMoved visit) {
        entities.createNativeQuery(
                        "UPDATE deep_linking_request SET visit_id = ?2 WHERE visit_id = ?1 AND answered_at IS NULL")
                .setParameter(1, visit.from())
                .setParameter(2, visit.to())
                .executeUpdate();
    }

    /** Whether the current visit came to add something: then a tool ends its set-up with {@link #answer}. */
    public boolean asked() {
        return current.id().isPresent()
                && !entities.createNativeQuery(
                                "SELECT 1 FROM deep_linking_request WHERE visit_id = ?1 AND answered_at IS NULL")
                        .setParameter(1, current.id().get())
                        .getResultList()
                        .isEmpty();
    }

    /**
     * Signs the answer to the current visit's request; a page shows it with the view {@code lti/deep-linking-answer.html} and the model
     * {@code answer}. No link at all tells the LMS that nothing is to be added.
     *
     * @throws PageRefused when there is no request or it was answered before, or for several links where the LMS takes one
     */
    public Answer answer(List<Link> links) {
        Request request = take();
        if (links.size() > 1 && !request.acceptMultiple()) {
            // The transaction is undone by that: the wish can still be answered.
            throw new PageRefused(PageRefused.Reason.BAD_INPUT, "the LMS takes one link, not " + links.size());
        }
        Platform platform = platforms.find(request.platform()).orElseThrow();
        DeepLinkingResponse response = new DeepLinkingResponse(
                platform.registration(),
                request.deploymentId(),
                request.data(),
                links.stream()
                        .map(link -> resourceLink(link, request.acceptLineItem()))
                        .toList(),
                UUID.randomUUID().toString(),
                clock.instant());
        return new Answer(request.returnUrl(), keys.sign(response.claims()));
    }

    private LtiResourceLink resourceLink(Link link, boolean acceptLineItem) {
        LearningTool.Item item = link.item();
        String id = item.id().toString();
        return new LtiResourceLink(
                urls.launch(),
                item.title(),
                item.text(),
                Map.of(LinkParameters.TOOL, link.tool(), LinkParameters.ITEM, id),
                item.scoreMaximum()
                        .filter(maximum -> acceptLineItem)
                        .map(maximum -> new LineItem(item.title(), maximum, id)));
    }

    private Request take() {
        UUID visit = current.id().orElseThrow(() -> new PageRefused(PageRefused.Reason.NO_VISIT));
        @SuppressWarnings("unchecked")
        List<Object[]> rows = entities.createNativeQuery("""
                        UPDATE deep_linking_request SET answered_at = ?2
                        WHERE visit_id = ?1 AND answered_at IS NULL
                        RETURNING CAST(platform_id AS text), deployment_id, return_url, data, accept_multiple, accept_lineitem
                        """)
                .setParameter(1, visit)
                .setParameter(2, clock.instant().atOffset(ZoneOffset.UTC))
                .getResultList();
        return rows.stream()
                .map(row -> new Request(
                        UUID.fromString((String) row[0]),
                        (String) row[1],
                        (String) row[2],
                        Optional.ofNullable((String) row[3]),
                        (Boolean) row[4],
                        (Boolean) row[5]))
                .findFirst()
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.CONFLICT, "nothing to answer, or not any more"));
    }
}
