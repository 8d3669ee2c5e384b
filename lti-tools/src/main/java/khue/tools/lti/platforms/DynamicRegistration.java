/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.platforms;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import khue.tools.lti.outbound.Outbound;
import khue.tools.lti.outbound.OutboundFailed;
import khue.tools.lti.outbound.OutboundRequest;
import khue.tools.lti.outbound.OutboundResponse;
import khue.tools.lti.protocol.PlatformConfiguration;
import khue.tools.lti.protocol.RegistrationReason;
import khue.tools.lti.protocol.RegistrationRejected;
import khue.tools.lti.protocol.RegistrationRequest;
import khue.tools.lti.protocol.ToolConfiguration;
import khue.tools.web.Languages;
import khue.tools.web.Messages;

/**
 * Registers us with a platform that asked for it, and the platform with us, pending.
 *
 * @see <a href="https://www.imsglobal.org/spec/lti-dr/v1p0">Dynamic Registration 1.0</a>
 */
@ApplicationScoped
class DynamicRegistration {

    private static final int LONGEST_DETAIL = 300;

    /** @param known whether it was registered before, with the same addresses: then nothing has changed here */
    record Outcome(Platform platform, boolean known) {}

    @Inject
    private Outbound outbound;

    @Inject
    private Platforms platforms;

    @Inject
    private ToolUrls urls;

    @Inject
    private Messages messages;

    /** What the platform says about itself. */
    PlatformConfiguration read(RegistrationRequest request) {
        OutboundResponse response;
        try {
            response = outbound.send(OutboundRequest.get(request.configuration(), "application/json"));
        } catch (OutboundFailed failed) {
            throw new RegistrationRejected(RegistrationReason.CONFIGURATION_UNREACHABLE, failed.getMessage());
        }
        if (!response.isSuccess()) {
            throw new RegistrationRejected(
                    RegistrationReason.CONFIGURATION_UNREACHABLE,
                    request.configuration() + " answers " + response.status());
        }
        PlatformConfiguration platform = PlatformConfiguration.of(response.body(), request.configuration());
        platform.endpoints().stream()
                .filter(url -> !outbound.mayCall(url))
                .findFirst()
                .ifPresent(url -> {
                    throw new RegistrationRejected(RegistrationReason.ENDPOINT_NOT_HTTPS, url.toString());
                });
        return platform;
    }

    /** Registers. Doing it again changes nothing: a platform may offer an update of a registration that it knows already. */
    Outcome register(RegistrationRequest request) {
        if (platforms.areTooManyWaiting()) {
            throw new RegistrationRejected(
                    RegistrationReason.TOO_MANY_WAITING, Platforms.MOST_WAITING + " registrations wait");
        }
        PlatformConfiguration configuration = read(request);
        PlatformConfiguration.Registered registered = configuration.completedBy(ask(configuration, request.token()));
        Optional<Platform> added = platforms.add(new NewPlatform(
                name(configuration), registered.registration(), configuration.productFamily(), registered.clientUri()));
        Platform platform = added.orElseGet(() -> known(registered));
        registered.deploymentId().ifPresent(deployment -> platforms.known(platform.id(), deployment));
        return new Outcome(platform, added.isEmpty());
    }

    private byte[] ask(PlatformConfiguration platform, Optional<String> token) {
        OutboundRequest plain = OutboundRequest.post(
                        platform.registrationEndpoint(), "application/json", tool().requestTo(platform))
                .with("Accept", "application/json");
        OutboundRequest post =
                token.map(text -> plain.with("Authorization", "Bearer " + text)).orElse(plain);
        OutboundResponse response;
        try {
            response = outbound.send(post);
        } catch (OutboundFailed failed) {
            throw new RegistrationRejected(RegistrationReason.CONFIGURATION_UNREACHABLE, failed.getMessage());
        }
        if (!response.isSuccess()) {
            String said = response.text().strip();
            throw new RegistrationRejected(
                    RegistrationReason.PLATFORM_REFUSED,
                    "HTTP " + response.status() + ": "
                            + (said.length() <= LONGEST_DETAIL ? said : said.substring(0, LONGEST_DETAIL) + "…"));
        }
        return response.body();
    }

    private ToolConfiguration tool() {
        return new ToolConfiguration(
                "Khuê",
                messages.say(Languages.DEFAULT, "lti.tool.description"),
                urls.domain(),
                urls.login(),
                urls.launch(),
                urls.jwks(),
                urls.logo());
    }

    /** Whoever names a client id that we know, but other addresses, is a stranger or has moved; either way an administrator decides. */
    private Platform known(PlatformConfiguration.Registered registered) {
        var agreed = registered.registration();
        return platforms
                .find(agreed.issuer(), agreed.clientId())
                .filter(platform -> platform.registration().covers(agreed))
                .orElseThrow(() -> new RegistrationRejected(
                        RegistrationReason.PLATFORM_KNOWN,
                        "issuer " + agreed.issuer() + ", client id " + agreed.clientId()));
    }

    /** What administrators call it until they know better: its host. */
    private static String name(PlatformConfiguration configuration) {
        URI issuer = URI.create(configuration.issuer());
        return issuer.getPort() == -1 ? issuer.getHost() : issuer.getHost() + ":" + issuer.getPort();
    }
}
