/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The verbs that definitions count, each under all names by which it is met ({@code xapi.verb_alias}). */
final class Verbs {

    static final String ANSWERED = "http://adlnet.gov/expapi/verbs/answered";
    static final String APPROVE = "http://activitystrea.ms/approve";
    static final String ATTENDED = "http://adlnet.gov/expapi/verbs/attended";
    static final String COMMENTED = "http://adlnet.gov/expapi/verbs/commented";
    static final String COMPLETED = "http://adlnet.gov/expapi/verbs/completed";
    static final String CREATE = "http://activitystrea.ms/create";
    static final String EVALUATED = "https://w3id.org/xapi/acrossx/verbs/evaluated";
    static final String HOST = "http://activitystrea.ms/host";
    static final String MENTORED = "http://id.tincanapi.com/verb/mentored";
    static final String PASSED = "http://adlnet.gov/expapi/verbs/passed";
    static final String PERFORMED_OFFLINE = "http://id.tincanapi.com/verb/performed-offline";
    static final String REGISTERED = "http://adlnet.gov/expapi/verbs/registered";
    static final String RETURN = "http://activitystrea.ms/return";
    static final String SATISFIED = "https://w3id.org/xapi/adl/verbs/satisfied";
    static final String SELECTED = "http://id.tincanapi.com/verb/selected";
    static final String SPONSOR = "http://activitystrea.ms/sponsor";
    static final String SUBMIT = "http://activitystrea.ms/submit";
    static final String VIEWED = "http://id.tincanapi.com/verb/viewed";
    static final String WAIVED = "https://w3id.org/xapi/adl/verbs/waived";

    private static final Pattern NUMBERS = Pattern.compile("select xapi\\.verb_numbers\\('([^']+)'\\)");
    private static final Pattern ANY_OF = Pattern.compile("array\\(" + NUMBERS + "(?: union all " + NUMBERS + ")*\\)");

    private Verbs() {}

    /** {@code verb = …} for any of them. */
    static String is(String... verbs) {
        return "= any (array("
                + Arrays.stream(verbs)
                        .map("select xapi.verb_numbers('%s')"::formatted)
                        .collect(Collectors.joining(" union all "))
                + "))";
    }

    /**
     * The same query with the numbers of verbs in it. The planner, who cannot know what a subquery will give, then knows how
     * many facts there are of each, and reads those of rare verbs by index.
     */
    static String looked(String sql, Connection connection) throws SQLException {
        List<String> verbs = NUMBERS.matcher(sql)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
        Map<String, String> numbers = numbers(verbs, connection);
        return ANY_OF.matcher(sql).replaceAll(found -> "'{" + numbers(found, numbers) + "}'::integer[]");
    }

    private static String numbers(MatchResult any, Map<String, String> known) {
        return NUMBERS.matcher(any.group())
                .results()
                .map(found -> known.get(found.group(1)))
                .filter(numbers -> !numbers.isEmpty())
                .collect(Collectors.joining(","));
    }

    private static Map<String, String> numbers(List<String> verbs, Connection connection) throws SQLException {
        Array names = connection.createArrayOf("text", verbs.toArray());
        try (PreparedStatement select = connection.prepareStatement("""
                select verb, array_to_string(array(select xapi.verb_numbers(verb)), ',') as numbers
                  from unnest(?) as verb""")) {
            select.setArray(1, names);
            Map<String, String> numbers = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    numbers.put(row.getString("verb"), row.getString("numbers"));
                }
            }
            return numbers;
        }
    }
}
