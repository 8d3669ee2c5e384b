/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.sources;

import java.util.Set;

/** The verbs of the profile that figures read statements by; another one has to be brought to one of them by an alias. */
final class ProfileVerbs {

    static final Set<String> ALL = Set.of(
            "http://adlnet.gov/expapi/verbs/answered",
            "http://adlnet.gov/expapi/verbs/attended",
            "http://adlnet.gov/expapi/verbs/commented",
            "http://adlnet.gov/expapi/verbs/completed",
            "http://adlnet.gov/expapi/verbs/failed",
            "http://adlnet.gov/expapi/verbs/initialized",
            "http://adlnet.gov/expapi/verbs/launched",
            "http://adlnet.gov/expapi/verbs/passed",
            "http://adlnet.gov/expapi/verbs/registered",
            "http://adlnet.gov/expapi/verbs/shared",
            "http://adlnet.gov/expapi/verbs/terminated",
            "http://adlnet.gov/expapi/verbs/voided",
            "http://activitystrea.ms/approve",
            "http://activitystrea.ms/create",
            "http://activitystrea.ms/deny",
            "http://activitystrea.ms/host",
            "http://activitystrea.ms/join",
            "http://activitystrea.ms/present",
            "http://activitystrea.ms/return",
            "http://activitystrea.ms/sponsor",
            "http://activitystrea.ms/submit",
            "http://activitystrea.ms/unshare",
            "http://activitystrea.ms/win",
            "http://id.tincanapi.com/verb/earned",
            "http://id.tincanapi.com/verb/mentored",
            "http://id.tincanapi.com/verb/performed-offline",
            "http://id.tincanapi.com/verb/selected",
            "http://id.tincanapi.com/verb/viewed",
            "https://w3id.org/xapi/acrossx/verbs/evaluated",
            "https://w3id.org/xapi/adl/verbs/abandoned",
            "https://w3id.org/xapi/adl/verbs/satisfied",
            "https://w3id.org/xapi/adl/verbs/waived");

    private ProfileVerbs() {}
}
