/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.records;

import java.net.URI;

/** The verbs that our statements use: published ones, by their published IRIs. */
public enum Verb {
    LAUNCHED("http://adlnet.gov/expapi/verbs/launched", "launched", "đã mở"),
    JOIN("http://activitystrea.ms/join", "joined", "đã tham gia"),
    CREATE("http://activitystrea.ms/create", "created", "đã tạo"),
    SUBMIT("http://activitystrea.ms/submit", "submitted", "đã nộp"),
    COMMENTED("http://adlnet.gov/expapi/verbs/commented", "commented", "đã nhận xét"),
    EVALUATED("https://w3id.org/xapi/acrossx/verbs/evaluated", "evaluated", "đã đánh giá"),
    RETURN("http://activitystrea.ms/return", "returned", "đã trả lại"),
    APPROVE("http://activitystrea.ms/approve", "approved", "đã chấp nhận"),
    PASSED("http://adlnet.gov/expapi/verbs/passed", "passed", "đạt"),
    FAILED("http://adlnet.gov/expapi/verbs/failed", "failed", "chưa đạt"),
    SHARED("http://adlnet.gov/expapi/verbs/shared", "shared", "đã chia sẻ"),
    UNSHARE("http://activitystrea.ms/unshare", "stopped sharing", "đã thôi chia sẻ"),
    VIEWED("http://id.tincanapi.com/verb/viewed", "viewed", "đã xem"),
    COMPLETED("http://adlnet.gov/expapi/verbs/completed", "completed", "đã hoàn thành");

    private final URI id;
    private final String english;
    private final String vietnamese;

    Verb(String id, String english, String vietnamese) {
        this.id = URI.create(id);
        this.english = english;
        this.vietnamese = vietnamese;
    }

    public URI id() {
        return id;
    }

    public String english() {
        return english;
    }

    public String vietnamese() {
        return vietnamese;
    }
}
