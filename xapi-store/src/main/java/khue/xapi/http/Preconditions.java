/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a client says about the document that it believes to change: the headers If-Match and If-None-Match, each
 * {@code *} or a list of entity tags.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1">RFC 9110, 13.1</a>
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#31-concurrency">Communication
 *     3.1</a>
 */
public final class Preconditions {

    private static final String ANY = "*";
    // Some clients leave the quotes out.
    private static final Pattern ENTITY_TAG = Pattern.compile("(?:W/)?\"[^\"]*\"|[^\\s,\"]+");

    private final List<String> match;
    private final List<String> noneMatch;

    /** @param ifMatch the header's values, one for each time it was sent */
    Preconditions(List<String> ifMatch, List<String> ifNoneMatch) {
        this.match = entityTags(ifMatch);
        this.noneMatch = entityTags(ifNoneMatch);
    }

    public static Preconditions of(HttpServletRequest request) {
        return new Preconditions(
                Collections.list(request.getHeaders("If-Match")),
                Collections.list(request.getHeaders("If-None-Match")));
    }

    public boolean areGiven() {
        return !match.isEmpty() || !noneMatch.isEmpty();
    }

    /**
     * Checks them before a change.
     *
     * @param etag that of the document as it is; empty when there is none
     * @throws Failure 412 when one does not hold
     */
    public void hold(Optional<String> etag) {
        if (!match.isEmpty() && !etag.map(this::isMatched).orElse(false)) {
            throw failed(etag, "If-Match");
        }
        if (etag.map(this::isNoneMatchBroken).orElse(false)) {
            throw failed(etag, "If-None-Match");
        }
    }

    /** Whether a reader has this one already. */
    boolean isKnownToReader(String etag) {
        return isNoneMatchBroken(etag);
    }

    // RFC 9110, 13.1.1: a strong comparison, so a weak tag never matches
    private boolean isMatched(String etag) {
        return match.contains(ANY) || match.contains(etag);
    }

    // RFC 9110, 13.1.2: a weak comparison
    private boolean isNoneMatchBroken(String etag) {
        return noneMatch.contains(ANY) || noneMatch.contains(etag) || noneMatch.contains("W/" + etag);
    }

    private static List<String> entityTags(List<String> header) {
        return header.stream()
                .flatMap(value -> ENTITY_TAG.matcher(value).results())
                .map(MatchResult::group)
                .map(tag -> tag.endsWith("\"") || tag.equals(ANY) ? tag : '"' + tag + '"')
                .toList();
    }

    private static Failure failed(Optional<String> etag, String header) {
        return new Failure(
                412,
                "precondition-failed",
                new Message(
                        "Tài liệu không như " + header + " nói, nên không có gì thay đổi. "
                                + etag.map(now -> "ETag hiện nay là " + now + ".")
                                        .orElse("Hiện không có tài liệu này."),
                        "The document is not what " + header + " says, so nothing was changed. "
                                + etag.map(now -> "Its ETag is " + now + " now.")
                                        .orElse("There is no such document.")));
    }
}
