/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import com.nimbusds.jose.jwk.JWK;
import java.net.URI;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.util.List;

/**
 * Decides whether a token is the launch that we expect. {@link #validate} reads as the specification does: one line a rule, in an order
 * in which nothing is believed before its signature is, and the nonce is used up only by a token that is right so far.
 *
 * @see <a href="https://www.imsglobal.org/spec/security/v1p0/#authentication-response-validation">Security Framework 1.0, §5.1.3</a>
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">OpenID Connect Core 1.0, §3.1.3.7</a>
 * @see <a href="https://www.imsglobal.org/spec/lti/v1p3/#required-message-claims">LTI 1.3, §5.3</a>
 */
public final class LaunchValidator extends PlatformTokenValidator {

    private static final int LONGEST_IDENTIFIER = 255;

    private final LaunchMemory memory;
    private final URI tool;

    /** @param tool an address of this tool: what a message targets must have its origin */
    public LaunchValidator(LaunchMemory memory, URI tool, Clock clock) {
        super(clock);
        this.memory = memory;
        this.tool = tool;
    }

    @Override
    List<JWK> keys(PlatformRegistration platform, String keyId) {
        return memory.keys(platform, keyId);
    }

    /** @throws LaunchRejected with the first rule that the token breaks */
    public LaunchMessage validate(String idToken, ExpectedLaunch expected) {
        PlatformRegistration platform = expected.platform();

        Jws token = tokenIsOneSignedObject(idToken);
        String algorithm = algorithmIsAllowed(token, platform);
        headerBringsNoKeyAndDemandsNothing(token);
        String keyId = keyIsNamed(token);
        RSAPublicKey key = keyIsOneOfThePlatforms(platform, keyId, algorithm);
        signatureIsMadeWithTheKey(token, algorithm, key);

        Claims claims = payloadIsOneObject(token);
        issuerIsThePlatform(claims, platform);
        audienceIsThisToolAlone(claims, platform);
        authorizedPartyIsThisTool(claims, platform);
        tokenHasNotExpired(claims);
        tokenWasIssuedJustNow(claims);
        tokenIsInForce(claims);
        nonceIsTheOneOfTheLogin(claims, expected);
        nonceIsUsedForTheFirstTime(expected);

        versionIsOneThree(claims);
        MessageType type = messageTypeIsUnderstood(claims);
        String deployment = deploymentIsTheOneAnnounced(claims, expected);
        deploymentIsNotDisabled(platform, deployment);
        targetIsThisTool(claims);
        String subject = subjectIsSomebody(claims);

        LaunchMessage message = LaunchMessage.of(type, deployment, subject, claims);
        switch (type) {
            case RESOURCE_LINK -> {
                contextIsGiven(message);
                resourceLinkIsGiven(message);
            }
            case DEEP_LINKING -> {
                contextIsGiven(message);
                deepLinkingSettingsAreUsable(message, platform);
            }
            case SUBMISSION_REVIEW -> {
                contextIsGiven(message);
                whatIsReviewedIsGiven(message);
                whoIsReviewedIsNamed(message);
            }
            case CONTEXT -> contextIsGiven(message);
            case DATA_PRIVACY -> {
                // It comes from wherever the platform shows it, a course or not.
            }
        }
        return message;
    }

    // The nonce

    /** OpenID Connect Core 1.0, §3.1.3.7, 11: the nonce is the one that we sent. */
    private static void nonceIsTheOneOfTheLogin(Claims claims, ExpectedLaunch expected) {
        String nonce = claims.text("nonce")
                .orElseThrow(() -> new LaunchRejected(LaunchReason.NONCE_MISSING, "the token has no nonce"));
        if (!nonce.equals(expected.nonce())) {
            throw new LaunchRejected(LaunchReason.NONCE_OTHER, "the nonce is not the one of this login");
        }
    }

    /** Security Framework 1.0, §5.1.3, 9: a nonce that came before means a replay. */
    private void nonceIsUsedForTheFirstTime(ExpectedLaunch expected) {
        if (!memory.useUp(expected.nonce())) {
            throw new LaunchRejected(LaunchReason.NONCE_USED, "the nonce was used before");
        }
    }

    // LTI

    /** <a href="https://www.imsglobal.org/spec/lti/v1p3/#message-type-claim">LTI 1.3, §5.3.1</a>. */
    private static MessageType messageTypeIsUnderstood(Claims claims) {
        String type = claims.text(LaunchMessage.CLAIM + "message_type").orElse("none");
        return MessageType.of(type)
                .orElseThrow(() -> new LaunchRejected(
                        MessageNotOffered.of(type)
                                .map(MessageNotOffered::reason)
                                .orElse(LaunchReason.MESSAGE_TYPE_OTHER),
                        "message type " + type));
    }

    /**
     * <a href="https://www.imsglobal.org/spec/lti/v1p3/#lti-deployment-id-claim">LTI 1.3, §5.3.3</a>: at most 255 ASCII characters; §4.1.2:
     * the one that the login initiation named, if it named one.
     */
    private static String deploymentIsTheOneAnnounced(Claims claims, ExpectedLaunch expected) {
        String deployment = claims.identifier(LaunchMessage.CLAIM + "deployment_id", LONGEST_IDENTIFIER)
                .orElseThrow(() -> new LaunchRejected(
                        LaunchReason.DEPLOYMENT_UNUSABLE, "expected a deployment_id of 1 to 255 ASCII characters"));
        expected.deploymentId()
                .filter(announced -> !announced.equals(deployment))
                .ifPresent(announced -> {
                    throw new LaunchRejected(
                            LaunchReason.DEPLOYMENT_OTHER, "the login announced " + announced + ", came " + deployment);
                });
        return deployment;
    }

    private void deploymentIsNotDisabled(PlatformRegistration platform, String deployment) {
        if (memory.isDisabled(platform, deployment)) {
            throw new LaunchRejected(LaunchReason.DEPLOYMENT_DISABLED, "deployment " + deployment);
        }
    }

    /** LTI 1.3, §5.3.4: see {@link TargetLink}. */
    private void targetIsThisTool(Claims claims) {
        TargetLink.isOn(
                tool, claims.text(LaunchMessage.CLAIM + "target_link_uri").orElse("none"));
    }

    /**
     * <a href="https://www.imsglobal.org/spec/lti/v1p3/#user-identity-claims">LTI 1.3, §5.3.6</a> allows an anonymous launch; our tools
     * keep people's work, so they must know whose.
     */
    private static String subjectIsSomebody(Claims claims) {
        return claims.identifier("sub", LONGEST_IDENTIFIER)
                .orElseThrow(() -> new LaunchRejected(
                        LaunchReason.SUBJECT_MISSING, "expected a sub of 1 to 255 ASCII characters"));
    }

    /** <a href="https://www.imsglobal.org/spec/lti/v1p3/#context-claim">LTI 1.3, §5.4.1</a> leaves it out where there is no course. */
    private static void contextIsGiven(LaunchMessage message) {
        if (message.context().isEmpty()) {
            throw new LaunchRejected(LaunchReason.CONTEXT_MISSING, "the launch comes from no context");
        }
    }

    /** <a href="https://www.imsglobal.org/spec/lti/v1p3/#resource-link-claim">LTI 1.3, §5.3.5</a>. */
    private static void resourceLinkIsGiven(LaunchMessage message) {
        if (message.resourceLink().isEmpty()) {
            throw new LaunchRejected(
                    LaunchReason.RESOURCE_LINK_MISSING, "expected a resource_link.id of 1 to 255 ASCII characters");
        }
    }

    /** Deep Linking 2.0, §4.4.1: an address to answer to, which is the platform's, and a type that we have. */
    private static void deepLinkingSettingsAreUsable(LaunchMessage message, PlatformRegistration platform) {
        var settings = message.deepLinking()
                .orElseThrow(() -> new LaunchRejected(
                        LaunchReason.DEEP_LINKING_UNUSABLE, "expected settings with a deep_link_return_url"));
        if (!platform.owns(settings.returnUrl())) {
            throw new LaunchRejected(
                    LaunchReason.DEEP_LINKING_RETURN_FOREIGN,
                    "expected an address on one of " + platform.origins() + ", came " + settings.returnUrl());
        }
        if (!settings.acceptsResourceLinks()) {
            throw new LaunchRejected(
                    LaunchReason.DEEP_LINKING_TYPE_NOT_ACCEPTED,
                    "the platform accepts " + settings.acceptTypes() + ", we have ltiResourceLink");
        }
        if (settings.data().filter(data -> data.indexOf('\0') >= 0).isPresent()) {
            throw new LaunchRejected(
                    LaunchReason.DEEP_LINKING_UNUSABLE, "data holds a NUL: it could not go back as it came");
        }
    }

    /** Submission Review 1.0: the link, or the line item, which leads to its link. */
    private static void whatIsReviewedIsGiven(LaunchMessage message) {
        if (message.resourceLink().isEmpty() && message.services().lineItem().isEmpty()) {
            throw new LaunchRejected(LaunchReason.RESOURCE_LINK_MISSING, "expected a resource_link.id or a line item");
        }
    }

    /** Submission Review 1.0: {@code for_user} with a {@code user_id}. */
    private static void whoIsReviewedIsNamed(LaunchMessage message) {
        if (message.forUser().isEmpty()) {
            throw new LaunchRejected(
                    LaunchReason.REVIEW_OF_NOBODY, "expected a for_user.user_id of 1 to 255 ASCII characters");
        }
    }
}
