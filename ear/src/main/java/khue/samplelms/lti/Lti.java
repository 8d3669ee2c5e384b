/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import java.util.List;

/** Names that the LTI specifications fix. */
public final class Lti {
    public static final String RESOURCE_LINK_REQUEST = "LtiResourceLinkRequest";
    public static final String DEEP_LINKING_REQUEST = "LtiDeepLinkingRequest";
    public static final String SUBMISSION_REVIEW_REQUEST = "LtiSubmissionReviewRequest";
    public static final String CONTEXT_LAUNCH_REQUEST = "LtiContextLaunchRequest";
    public static final String DEEP_LINKING_RESPONSE = "LtiDeepLinkingResponse";

    /** Prefix of the core claims. */
    public static final String CLAIM = "https://purl.imsglobal.org/spec/lti/claim/";

    public static final String DEEP_LINKING_CLAIM = "https://purl.imsglobal.org/spec/lti-dl/claim/";
    public static final String GRADES_CLAIM = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint";
    public static final String MEMBERS_CLAIM = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice";
    public static final String GROUPS_CLAIM = "https://purl.imsglobal.org/spec/lti-gs/claim/groupsservice";
    public static final String NOTICES_CLAIM = CLAIM + "platformnotificationservice";
    public static final String TOOL_CONFIGURATION = "https://purl.imsglobal.org/spec/lti-tool-configuration";
    public static final String PLATFORM_CONFIGURATION = "https://purl.imsglobal.org/spec/lti-platform-configuration";

    public static final String LINE_ITEM_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem";
    public static final String LINE_ITEM_READ_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly";
    public static final String RESULT_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly";
    public static final String SCORE_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/score";
    public static final String MEMBERS_SCOPE =
            "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly";

    public static final String GROUPS_SCOPE = "https://purl.imsglobal.org/spec/lti-gs/scope/contextgroup.readonly";

    public static final String NOTICE_HANDLERS_SCOPE = "https://purl.imsglobal.org/spec/lti/scope/noticehandlers";

    public static final String CONTEXT_COPY_NOTICE = "LtiContextCopyNotice";

    static final List<String> GRADE_SCOPES = List.of(LINE_ITEM_SCOPE, LINE_ITEM_READ_SCOPE, RESULT_SCOPE, SCORE_SCOPE);

    public static final String LINE_ITEM_TYPE = "application/vnd.ims.lis.v2.lineitem+json";
    public static final String LINE_ITEMS_TYPE = "application/vnd.ims.lis.v2.lineitemcontainer+json";
    public static final String RESULTS_TYPE = "application/vnd.ims.lis.v2.resultcontainer+json";
    public static final String SCORE_TYPE = "application/vnd.ims.lis.v1.score+json";
    public static final String GROUPS_TYPE = "application/vnd.ims.lti-gs.v1.contextgroupcontainer+json";
    public static final String GROUP_SETS_TYPE = "application/vnd.ims.lti-gs.v1.contextgroupsetcontainer+json";
    public static final String MEMBERS_TYPE = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json";

    static final String MEMBERSHIP_ROLE = "http://purl.imsglobal.org/vocab/lis/v2/membership#";

    private Lti() {}
}
