/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load.generator;

/** The verbs that our tools send; the words of the first ones are the tools' own. */
enum Verb {
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
    VIEWED("http://id.tincanapi.com/verb/viewed", "viewed", "đã xem"),
    SHARED("http://adlnet.gov/expapi/verbs/shared", "shared", "đã chia sẻ"),
    REGISTERED("http://adlnet.gov/expapi/verbs/registered", "registered", "đã đăng ký"),
    ATTENDED("http://adlnet.gov/expapi/verbs/attended", "attended", "đã dự"),
    PERFORMED_OFFLINE("http://id.tincanapi.com/verb/performed-offline", "performed offline", "đã thực hiện"),
    MENTORED("http://id.tincanapi.com/verb/mentored", "mentored", "đã hướng dẫn"),
    PRESENT("http://activitystrea.ms/present", "presented", "đã trình bày"),
    INITIALIZED("http://adlnet.gov/expapi/verbs/initialized", "initialized", "đã bắt đầu"),
    COMPLETED("http://adlnet.gov/expapi/verbs/completed", "completed", "đã hoàn thành"),
    TERMINATED("http://adlnet.gov/expapi/verbs/terminated", "terminated", "đã kết thúc"),
    SATISFIED("https://w3id.org/xapi/adl/verbs/satisfied", "satisfied", "đã đạt yêu cầu"),
    EARNED("http://id.tincanapi.com/verb/earned", "earned", "đã nhận"),
    VOIDED("http://adlnet.gov/expapi/verbs/voided", "voided", "đã huỷ");

    final String id;
    final String english;
    final String vietnamese;

    Verb(String id, String english, String vietnamese) {
        this.id = id;
        this.english = english;
        this.vietnamese = vietnamese;
    }
}
