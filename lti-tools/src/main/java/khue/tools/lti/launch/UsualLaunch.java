/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import khue.tools.database.FoundRow;
import khue.tools.database.SingleStatements;
import khue.tools.lti.launch.LaunchLog.Circumstances;
import khue.tools.lti.members.Course;
import khue.tools.lti.notices.NoticeSubscriptions;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.platforms.ToolUrls;
import khue.tools.lti.protocol.LaunchMessage;
import khue.tools.lti.protocol.LaunchRejected;
import khue.tools.lti.protocol.MessageType;
import khue.tools.people.PersonName;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Languages;
import khue.tools.web.NewVisit;
import khue.tools.web.NewVisits;
import khue.tools.web.Visitor;

/**
 * Most launches open a link and tell nothing that earlier ones have not told. For these, one statement uses the login up and begins the
 * visit with its line in the launch log; it does nothing if anything is new, and {@link Arrivals} sees to that.
 */
@ApplicationScoped
class UsualLaunch {

    /** {@code told} holds everything that the launch says; what it leaves out is null, and changes nothing. */
    private static final String STATEMENT = """
            WITH known AS (
                SELECT c.id AS course, l.id AS link, l.tool, l.item, p.id AS person, told.now, told.platform
                FROM (VALUES (CAST(? AS timestamptz), CAST(? AS uuid), CAST(? AS uuid),
                              CAST(? AS text), CAST(? AS text), CAST(? AS text),
                              CAST(? AS text), CAST(? AS text), CAST(? AS text), CAST(? AS text),
                              CAST(? AS text), CAST(? AS text), CAST(? AS text), CAST(? AS text[]),
                              CAST(? AS text), CAST(? AS uuid), CAST(? AS uuid),
                              CAST(? AS text), CAST(? AS text), CAST(? AS text), CAST(? AS text), CAST(? AS text),
                              CAST(? AS text), CAST(? AS text)))
                    AS told (now, platform, deployment,
                             context, label, title,
                             memberships, line_items, groups, group_sets,
                             link, link_title, line_item, tools,
                             tool, item, course_of_item,
                             subject, name, given, family, role,
                             notices, handler)
                JOIN course c ON c.deployment_id = told.deployment AND c.context_id = told.context
                    AND (told.notices IS NULL OR EXISTS (
                        SELECT FROM notice_subscription s
                        WHERE s.deployment_id = told.deployment AND s.url = told.notices AND s.handler = told.handler))
                    AND (told.label IS NULL OR c.label = told.label)
                    AND (told.title IS NULL OR c.title = told.title)
                    AND (told.memberships IS NULL OR c.memberships_url = told.memberships)
                    AND (told.line_items IS NULL OR c.line_items_url = told.line_items)
                    AND (told.groups IS NULL OR c.groups_url = told.groups)
                    AND (told.group_sets IS NULL OR c.group_sets_url = told.group_sets)
                JOIN resource_link l ON l.course_id = c.id AND l.lti_id = told.link
                    AND (told.link_title IS NULL OR l.title = told.link_title)
                    AND (told.line_item IS NULL OR l.line_item_url = told.line_item)
                    AND (told.tools IS NULL OR l.tool = ANY (told.tools))
                    AND (told.tool IS NULL OR (l.tool = told.tool AND l.item = told.item))
                    AND (told.course_of_item IS NULL OR c.id = told.course_of_item)
                JOIN linked_identity i ON i.platform_id = told.platform AND i.subject = told.subject
                JOIN person p ON p.id = i.person_id
                    AND (told.name IS NULL OR (
                        p.display_name = told.name
                        AND p.given_name IS NOT DISTINCT FROM told.given
                        AND p.family_name IS NOT DISTINCT FROM told.family))
                JOIN membership m ON m.course_id = c.id AND m.person_id = p.id AND m.active AND m.role = told.role
                WHERE NOT EXISTS (SELECT FROM course_group_member g WHERE g.person_id = p.id)
            ),
            used AS (
                %s AND EXISTS (SELECT FROM known)
                RETURNING true
            ),
            begun AS (
                INSERT INTO visit (id, secret_hash, csrf_token, audience, person_id, course_id, resource_link_id,
                    locale, return_url, frame_origin, created_at, expires_at)
                SELECT CAST(? AS uuid), CAST(? AS bytea), ?, ?, person, course, link,
                    ?, ?, ?, now, CAST(? AS timestamptz)
                FROM known, used
            ),
            logged AS (
                INSERT INTO launch_log (at, platform_id, issuer, deployment_id, message_type, subject_hash)
                SELECT now, platform, ?, ?, ?, ?
                FROM known, used
            )
            SELECT person, course, link, tool, item, EXISTS (SELECT FROM used) FROM known
            """.formatted(Logins.USE_UP);

    private record Known(
            UUID person, UUID course, UUID link, Optional<String> tool, Optional<UUID> item, boolean begun) {

        static Known of(FoundRow row) {
            return new Known(row.id(1), row.id(2), row.id(3), row.optionalText(4), row.optionalId(5), row.truth(6));
        }
    }

    @Inject
    private SingleStatements statements;

    @Inject
    private LinkTargets targets;

    @Inject
    private ToolUrls urls;

    @Inject
    private NewVisits visits;

    @Inject
    private CurrentVisit current;

    /**
     * @param inAFrame whether the LMS's pages may frame ours in this visit
     * @return empty when nothing was done, because the launch is of another kind or tells something new
     * @throws LaunchRejected when somebody else has used the login meanwhile
     */
    Optional<Arrival> arrive(Login login, LaunchMessage message, boolean inAFrame) {
        Told told = Told.by(login.platform(), message);
        Optional<LinkTargets.Target> carried = targets.carried(message);
        boolean mayBeUsual = message.type() == MessageType.RESOURCE_LINK
                && login.deployment().isPresent()
                && told.groups().isEmpty()
                // What a copied link opens hangs on more than its own row, until that says it.
                && (carried.isPresent() || message.linkHistory().isEmpty());
        return mayBeUsual ? begin(login, message, told, carried, inAFrame) : Optional.empty();
    }

    private Optional<Arrival> begin(
            Login login, LaunchMessage message, Told told, Optional<LinkTargets.Target> carried, boolean inAFrame) {
        Platform platform = login.platform();
        Locale language = message.presentation().locale().flatMap(Languages::of).orElseGet(current::locale);
        NewVisit visit = visits.make(UUID.randomUUID(), told.audience());
        OffsetDateTime now = visit.createdAt().atOffset(ZoneOffset.UTC);
        Course.Description course = told.course();
        Optional<PersonName> name = Optional.of(told.name()).filter(PersonName::said);
        Optional<String> notices = NoticeSubscriptions.wanted(platform, message.services());
        Circumstances circumstances = Circumstances.of(platform).with(message);
        return statements
                .rows(
                        STATEMENT,
                        Known::of,
                        now,
                        platform.id(),
                        login.deployment().orElseThrow(),
                        message.context().orElseThrow().id(),
                        course.label().orElse(null),
                        course.title().orElse(null),
                        course.membershipsUrl().orElse(null),
                        course.lineItemsUrl().orElse(null),
                        course.groupsUrl().orElse(null),
                        course.groupSetsUrl().orElse(null),
                        message.resourceLink().orElseThrow().id(),
                        told.linkTitle().orElse(null),
                        told.lineItem().orElse(null),
                        targets.tools().orElse(null),
                        carried.map(target -> target.tool().id()).orElse(null),
                        carried.map(LinkTargets.Target::item).orElse(null),
                        carried.flatMap(target -> target.tool().courseOf(target.item()))
                                .orElse(null),
                        message.subject(),
                        name.map(PersonName::display).orElse(null),
                        name.flatMap(PersonName::given).orElse(null),
                        name.flatMap(PersonName::family).orElse(null),
                        told.role().name(),
                        notices.orElse(null),
                        notices.map(url -> NoticeSubscriptions.handler(urls, platform))
                                .orElse(null),
                        now,
                        login.stateHash(),
                        now,
                        visit.id(),
                        visit.secretHash(),
                        visit.csrfToken(),
                        told.audience().name(),
                        language.toLanguageTag(),
                        told.returnUrl().orElse(null),
                        told.frameOrigin(inAFrame).orElse(null),
                        visit.expiresAt().atOffset(ZoneOffset.UTC),
                        LaunchLog.printable(circumstances.issuer().orElse(null)),
                        LaunchLog.printable(circumstances.deploymentId().orElse(null)),
                        LaunchLog.printable(circumstances.messageType().orElse(null)),
                        LaunchLog.subjectHash(circumstances))
                .stream()
                .findFirst()
                .map(known -> {
                    if (!known.begun()) {
                        throw Logins.usedMeanwhile();
                    }
                    Visitor visitor =
                            told.visitor(known.person(), known.course(), Optional.of(known.link()), language, inAFrame);
                    return new Arrival(
                            Optional.of(new Arrival.BegunVisit(visit.id(), visit.secret())),
                            targets.tool(known.tool()).arrival(visitor, known.item()));
                });
    }
}
