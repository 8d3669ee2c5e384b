/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Locale;
import java.util.Optional;
import khue.tools.audit.AuditAction;
import khue.tools.audit.AuditLog;
import khue.tools.audit.Changes;
import khue.tools.lti.platforms.Deployment;
import khue.tools.lti.platforms.NewPlatform;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.platforms.Platforms;
import khue.tools.lti.protocol.PlatformRegistration;

/** What administrators change about LMSes, each with its line in the audit log. */
@ApplicationScoped
@Transactional
class PlatformChanges {

    @Inject
    private Platforms platforms;

    @Inject
    private AuditLog audit;

    /** @return empty when (issuer, client id) is known already */
    Optional<Platform> add(NewPlatform entered) {
        Optional<Platform> added = platforms.add(entered);
        added.ifPresent(platform -> audit.changed(
                AuditAction.PLATFORM_ADDED,
                platform.id(),
                platform.name(),
                Changes.made("issuer", platform.registration().issuer())
                        .and("client", null, platform.registration().clientId())
                        .and("origins", null, listed(platform.registration()))));
        return added;
    }

    /** Lets people launch from it, or, when they may already, says which school it belongs to. */
    void activate(Platform platform, Optional<String> school) {
        Platform.Status before = platform.status();
        Optional<String> schoolBefore = platform.school();
        platforms.activate(platform.id(), school);
        Optional<String> schoolNow = platforms.find(platform.id()).orElseThrow().school();
        audit.changed(
                before == Platform.Status.ACTIVE ? AuditAction.PLATFORM_CHANGED : AuditAction.PLATFORM_ACTIVATED,
                platform.id(),
                platform.name(),
                Changes.of("status", word(before), word(Platform.Status.ACTIVE))
                        .and("school", schoolBefore, schoolNow));
    }

    /** Corrects its name, its addresses, its school, and whether new deployments wait. */
    void change(Platform platform, NewPlatform corrected, Optional<String> school, boolean restrictDeployments) {
        PlatformRegistration before = platform.registration();
        PlatformRegistration after = corrected.registration();
        platforms.change(platform.id(), corrected.name(), after, school, restrictDeployments);
        audit.changed(
                AuditAction.PLATFORM_CHANGED,
                platform.id(),
                corrected.name(),
                Changes.of("name", platform.name(), corrected.name())
                        .and("authorization", before.authorizationEndpoint(), after.authorizationEndpoint())
                        .and("token", before.tokenEndpoint(), after.tokenEndpoint())
                        .and("keys", before.jwksUri(), after.jwksUri())
                        .and("audience", before.tokenAudience(), after.tokenAudience())
                        .and("origins", listed(before), listed(after))
                        .and("school", platform.school(), school)
                        .and(
                                "deployments",
                                waiting(platform.areDeploymentsRestricted()),
                                waiting(restrictDeployments)));
    }

    /** @return false when somebody has activated it meanwhile */
    boolean remove(Platform platform) {
        boolean removed = platforms.remove(platform.id());
        if (removed) {
            audit.changed(
                    AuditAction.PLATFORM_REMOVED,
                    platform.id(),
                    platform.name(),
                    Changes.of("issuer", platform.registration().issuer(), null));
        }
        return removed;
    }

    void disable(Platform platform) {
        Platform.Status before = platform.status();
        platforms.disable(platform.id());
        audit.changed(
                AuditAction.PLATFORM_DISABLED,
                platform.id(),
                platform.name(),
                Changes.of("status", word(before), word(Platform.Status.DISABLED)));
    }

    void enable(Platform platform, Deployment deployment) {
        platforms.enableDeployment(deployment.id());
        audit.changed(
                AuditAction.DEPLOYMENT_ENABLED,
                platform.id(),
                platform.name(),
                Changes.made("deployment", deployment.deploymentId()));
    }

    void disable(Platform platform, Deployment deployment) {
        platforms.disableDeployment(deployment.id());
        audit.changed(
                AuditAction.DEPLOYMENT_DISABLED,
                platform.id(),
                platform.name(),
                Changes.of("deployment", deployment.deploymentId(), null));
    }

    private static String listed(PlatformRegistration agreed) {
        return String.join(" ", agreed.furtherOrigins());
    }

    private static String waiting(boolean restricted) {
        return restricted ? "wait" : "active";
    }

    private static String word(Platform.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
