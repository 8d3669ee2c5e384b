/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Access tokens of the OpenID provider that the settings name; none are taken when they name none. */
@ApplicationScoped
public class AccessTokens {

    private final Optional<AccessTokenRules> rules;

    /** For the container's proxy. */
    protected AccessTokens() {
        this.rules = Optional.empty();
    }

    /** @throws IllegalArgumentException when the settings cannot be used */
    @Inject
    public AccessTokens(
            @ConfigProperty(name = "khue.xapi.oidc.issuer") Optional<String> issuer,
            @ConfigProperty(name = "khue.xapi.oidc.audience") Optional<String> audience,
            @ConfigProperty(name = "khue.xapi.oidc.scopes") Optional<String> scopes,
            Clock clock) {
        this.rules = issuer.map(address -> TrustedIssuer.of(address, audience.orElse(""), scopes.orElse("")))
                .map(trusted -> new AccessTokenRules(trusted, new IssuerKeys(trusted.issuer(), clock)::find, clock));
    }

    boolean areTaken() {
        return rules.isPresent();
    }

    /**
     * What a token allows; empty when none are taken.
     *
     * @throws TokenRefused when it is not accepted
     */
    Optional<Credential> accept(String token) {
        return rules.map(known -> known.accept(token));
    }
}
