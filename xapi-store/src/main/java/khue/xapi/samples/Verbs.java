/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.samples;

/** What people do in a sample year. */
final class Verbs {

    static final String ANSWERED = "http://adlnet.gov/expapi/verbs/answered";
    static final String APPROVE = "http://activitystrea.ms/approve";
    static final String ATTENDED = "http://adlnet.gov/expapi/verbs/attended";
    static final String COMMENTED = "http://adlnet.gov/expapi/verbs/commented";
    static final String COMPLETED = "http://adlnet.gov/expapi/verbs/completed";
    static final String CREATE = "http://activitystrea.ms/create";
    static final String EVALUATED = "https://w3id.org/xapi/acrossx/verbs/evaluated";
    static final String FAILED = "http://adlnet.gov/expapi/verbs/failed";
    static final String HOST = "http://activitystrea.ms/host";
    static final String LAUNCHED = "http://adlnet.gov/expapi/verbs/launched";
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

    private Verbs() {}
}
