/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.platforms;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import khue.tools.lti.outbound.Outbound;
import khue.tools.lti.outbound.OutboundRequest;
import khue.tools.lti.outbound.OutboundResponse;

/** Calls to an LMS's services, in the name of the tool. */
@ApplicationScoped
public class ServiceCalls {

    private static final int UNAUTHORIZED = 401;

    @Inject
    private Outbound outbound;

    @Inject
    private AccessTokens tokens;

    /**
     * Sends a request with an access token for these scopes; once more with a new token when the LMS does not take the first one. Do not
     * call it inside a database transaction.
     *
     * @throws TokenRefused when the LMS gives no token
     * @throws khue.tools.lti.outbound.OutboundFailed when the LMS does not answer
     */
    public OutboundResponse send(Platform platform, Set<String> scopes, OutboundRequest request) {
        OutboundResponse response = authorized(platform, scopes, request);
        if (response.status() != UNAUTHORIZED) {
            return response;
        }
        tokens.forget(platform, scopes);
        return authorized(platform, scopes, request);
    }

    private OutboundResponse authorized(Platform platform, Set<String> scopes, OutboundRequest request) {
        return outbound.send(request.with("Authorization", "Bearer " + tokens.bearer(platform, scopes)));
    }
}
