/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import khue.samplelms.http.Parameters;
import khue.samplelms.http.Refusal;
import khue.samplelms.http.Request;
import khue.samplelms.http.Response;
import khue.samplelms.school.RegisteredTool;
import khue.samplelms.school.School;
import khue.samplelms.temperament.Temperament;
import khue.samplelms.temperament.Trait;

/** Gives tools access tokens for their own signature (LTI Security Framework 1.0 §4, RFC 7523 §2.2). */
public final class TokenEndpoint {
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final School school;
    private final Addresses addresses;
    private final ToolKeys toolKeys;
    private final ToolTokens assertions;
    private final AccessTokens accessTokens;
    private final Temperament temperament;

    public TokenEndpoint(
            School school,
            Addresses addresses,
            ToolKeys toolKeys,
            AccessTokens accessTokens,
            Temperament temperament,
            Clock clock) {
        this.school = school;
        this.addresses = addresses;
        this.toolKeys = toolKeys;
        this.assertions = new ToolTokens(clock);
        this.accessTokens = accessTokens;
        this.temperament = temperament;
    }

    public Response handle(Request request) {
        Parameters form = request.form();
        if (!form.repeated().isEmpty()) {
            throw Refusal.badRequest("Sent more than once: " + form.repeated());
        }
        if (!form.get("grant_type").equals("client_credentials")) {
            throw new Refusal(400, "unsupported_grant_type", "grant_type must be client_credentials.");
        }
        if (!form.get("client_assertion_type").equals(ASSERTION_TYPE)) {
            throw Refusal.badRequest("client_assertion_type must be " + ASSERTION_TYPE + ".");
        }
        RegisteredTool tool = authenticated(form.get("client_assertion"));
        Set<String> granted = granted(tool, form.get("scope"));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", accessTokens.issue(tool, granted));
        answer.put("token_type", "Bearer");
        answer.put(
                "expires_in",
                temperament.has(Trait.EXPIRY_AS_TEXT)
                        ? String.valueOf(AccessTokens.LIFETIME_SECONDS)
                        : AccessTokens.LIFETIME_SECONDS);
        answer.put("scope", String.join(" ", granted));
        return Response.json(200, answer).with("Cache-Control", "no-store").because("token for " + tool.name());
    }

    private RegisteredTool authenticated(String assertion) {
        RegisteredTool tool = school.findTool(claimedIssuer(assertion))
                .orElseThrow(() -> ToolKeys.refused("The assertion's iss is not the client_id of a tool here."));
        JsonNode claims = toolKeys.verify(tool, assertion);
        assertions.requireIssuer(claims, tool.clientId());
        assertions.requireSubject(claims, tool.clientId());
        if (temperament.has(Trait.TOKEN_AUDIENCE_APART)) {
            assertions.requireAudienceAsText(claims, addresses.tokenAudience());
        } else {
            assertions.requireAudience(claims, addresses.tokenAudience());
        }
        assertions.requireCurrent(claims);
        assertions.requireShortLived(claims);
        assertions.requireUnused(claims, "jti", tool.clientId());
        return tool;
    }

    /** Read before the signature is checked, only to know whose keys to check it with. */
    private static String claimedIssuer(String assertion) {
        try {
            String issuer = JWTParser.parse(assertion).getJWTClaimsSet().getIssuer();
            return issuer == null ? "" : issuer;
        } catch (ParseException fault) {
            throw ToolKeys.refused("client_assertion is not a JWT: " + fault.getMessage());
        }
    }

    /** Those of the scopes asked for that the registration allows; none left is an error. */
    private static Set<String> granted(RegisteredTool tool, String scope) {
        Set<String> granted = new LinkedHashSet<>();
        for (String one : scope.split(" ")) {
            if (tool.scopes().contains(one)) {
                granted.add(one);
            }
        }
        if (granted.isEmpty()) {
            throw new Refusal(400, "invalid_scope", "None of these scopes is granted to this tool: " + scope);
        }
        return granted;
    }
}
