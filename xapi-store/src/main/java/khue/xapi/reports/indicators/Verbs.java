/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The verbs that definitions count, each under all names by which it is met ({@code xapi.verb_alias}). */
final class Verbs {

    static final String APPROVE = "http://activitystrea.ms/approve";
    static final String ATTENDED = "http://adlnet.gov/expapi/verbs/attended";
    static final String COMMENTED = "http://adlnet.gov/expapi/verbs/commented";
    static final String CREATE = "http://activitystrea.ms/create";
    static final String EVALUATED = "https://w3id.org/xapi/acrossx/verbs/evaluated";
    static final String PERFORMED_OFFLINE = "http://id.tincanapi.com/verb/performed-offline";
    static final String REGISTERED = "http://adlnet.gov/expapi/verbs/registered";
    static final String RETURN = "http://activitystrea.ms/return";
    static final String SATISFIED = "https://w3id.org/xapi/adl/verbs/satisfied";
    static final String SUBMIT = "http://activitystrea.ms/submit";

    private Verbs() {}

    /** {@code verb = …} for any of them; looked up once, so that an index is read by the numbers. */
    static String is(String... verbs) {
        return "= any (array("
                + Arrays.stream(verbs)
                        .map("select xapi.verb_numbers('%s')"::formatted)
                        .collect(Collectors.joining(" union all "))
                + "))";
    }
}
