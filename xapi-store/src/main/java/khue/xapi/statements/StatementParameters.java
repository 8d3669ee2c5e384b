/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import khue.xapi.credentials.Credential;
import khue.xapi.credentials.Scope;
import khue.xapi.http.Failure;
import khue.xapi.http.Limits;
import khue.xapi.http.Parameters;
import khue.xapi.http.VersionHeader;
import khue.xapi.model.Uuids;
import khue.xapi.model.XapiVersion;

/**
 * The query string of a request for statements, each parameter checked.
 *
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#213-get-statements">Communication
 *     2.1.3</a>
 */
final class StatementParameters {

    private static final int USUAL_PAGE = 100;
    private static final String CURSOR = "cursor";
    private static final Set<String> OF_ONE_STATEMENT = Set.of("statementId", "voidedStatementId");
    private static final Set<String> OF_FORM = Set.of("format", "attachments");
    private static final Set<String> OF_LISTS = union(StatementConditions.NAMES, Set.of("limit", "ascending", CURSOR));

    private final Parameters parameters;
    private final XapiVersion version;
    private final Credential credential;
    private final String path;
    private final int largestPage;

    private StatementParameters(HttpServletRequest request, int largestPage) {
        this.parameters = Parameters.of(request);
        this.version = VersionHeader.of(request);
        this.credential = Credential.of(request);
        this.path = request.getContextPath() + request.getServletPath();
        this.largestPage = largestPage;
    }

    /** @param limits a page holds at most {@link Limits#page()} statements, and fewer when they are large */
    static StatementParameters of(HttpServletRequest request, Limits limits) {
        StatementParameters result = new StatementParameters(request, limits.page());
        result.namesAreKnown();
        result.oneStatementHasNoFilters();
        return result;
    }

    /** The parameters of a request that writes: {@code statementId} of a PUT and nothing else. */
    static Optional<String> statementIdOfPut(HttpServletRequest request) {
        Parameters parameters = Parameters.of(request);
        parameters.areAmong(Set.of("statementId"));
        return parameters.find("statementId", Optional::of, "a UUID");
    }

    static void noneInPost(HttpServletRequest request) {
        Parameters.of(request).areAmong(Set.of());
    }

    Optional<UUID> statementId() {
        return find("statementId", Uuids::parse, "a UUID");
    }

    Optional<UUID> voidedStatementId() {
        return find("voidedStatementId", Uuids::parse, "a UUID");
    }

    StatementFormat format() {
        return find("format", StatementFormat::of, "one of ids, exact, canonical")
                .orElse(StatementFormat.EXACT);
    }

    StatementQuery query() {
        return StatementConditions.read(
                parameters,
                version,
                onlyOwnStatements() ? Optional.of(credential.authority().fingerprint()) : Optional.empty(),
                limit(),
                StatementConditions.flag("ascending", parameters),
                find(CURSOR, StatementParameters::cursor, "what the store sent")
                        .map(OptionalLong::of)
                        .orElseGet(OptionalLong::empty));
    }

    boolean onlyOwnStatements() {
        return !credential.allows(Scope.STATEMENTS_READ);
    }

    /** The {@code more} property: the same request with another start, relative to the server's root. */
    String more(long next) {
        Map<String, String> following = new TreeMap<>(parameters.values());
        following.put(CURSOR, Long.toString(next));
        return path
                + following.entrySet().stream()
                        .map(parameter -> parameter.getKey() + "="
                                + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "?", ""));
    }

    /** Whether the answer carries the data of attachments. */
    boolean attachments() {
        return StatementConditions.flag("attachments", parameters);
    }

    private void namesAreKnown() {
        parameters.areAmong(union(union(OF_ONE_STATEMENT, OF_FORM), OF_LISTS));
    }

    private void oneStatementHasNoFilters() {
        if (OF_ONE_STATEMENT.stream().allMatch(parameters::has)) {
            throw Failure.badRequest(
                    "parameters-exclude-each-other",
                    "Chỉ dùng một trong hai: statementId hoặc voidedStatementId.",
                    "Use one of the two: statementId or voidedStatementId.");
        }
        for (String id : OF_ONE_STATEMENT) {
            if (parameters.has(id)) {
                parameters.areAmong(union(Set.of(id), OF_FORM));
            }
        }
    }

    private int limit() {
        int limit = find("limit", StatementParameters::wholeNumber, "a whole number")
                .orElse(USUAL_PAGE);
        return limit == 0 ? largestPage : Math.min(limit, largestPage);
    }

    private <T> Optional<T> find(String name, Function<String, Optional<T>> reading, String expected) {
        return parameters.find(name, reading, expected);
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<Integer> wholeNumber(String text) {
        return text.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private static Optional<Long> cursor(String text) {
        try {
            return text.matches("\\d{1,19}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
        } catch (NumberFormatException beyondAnyKey) {
            return Optional.empty();
        }
    }
}
