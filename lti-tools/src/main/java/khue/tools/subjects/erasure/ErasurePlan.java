/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects.erasure;

import static khue.tools.subjects.erasure.PlaceOfPerson.Fate.GOES;
import static khue.tools.subjects.erasure.PlaceOfPerson.Fate.GOES_ALONG;
import static khue.tools.subjects.erasure.PlaceOfPerson.Fate.IS_LEFT_EMPTY;
import static khue.tools.subjects.erasure.PlaceOfPerson.Fate.NAMES_NOBODY;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every table of the tools: where it refers to people, and what erasing somebody does there. A test compares it with the database, so a
 * table that is added is added here, too. {@code docs/reference/erasure.md} is made from it.
 */
public final class ErasurePlan {

    private static final String WORKS = "SELECT id FROM work WHERE pupil_id = ANY(:people)";
    private static final String SUBMISSIONS = "SELECT id FROM submission WHERE work_id IN (" + WORKS + ")";

    private ErasurePlan() {}

    /** In the order in which it is carried out: what others refer to goes after them. */
    public static List<PlaceOfPerson> places() {
        return List.of(
                at("visit", "person_id", GOES, "visits that go on: they end at once"),
                at("upload", "owner_id", GOES, "files on their way; their bytes go after the commit"),
                at("consent", "child_id", GOES, "what was agreed for the child"),
                at("consent", "given_by", GOES, "what a guardian agreed to: silence is no"),
                at(
                        "consent_paper",
                        "child_id",
                        GOES,
                        "sheets on which the child's family agreed, with who signed; their scans go, too"),
                at("showcase", "agreed_by", GOES, "works shown outside by this guardian's yes: the link ends"),
                at("work_comment", "author_id", GOES, "what the person said about works"),
                along("showcase", "work_id", WORKS, "the person's works shown outside: their links end"),
                along("work_comment", "work_id", WORKS, "what others said about the person's works"),
                along("family_share", "work_id", WORKS, "whether the family sees a work"),
                along("class_share", "work_id", WORKS, "whether the class sees a work"),
                along("artefact", "work_id", WORKS, "files in works, with captions"),
                along("submission", "work_id", WORKS, "what was handed in, with reflections"),
                along("submitted_artefact", "submission_id", SUBMISSIONS, "files that were handed in"),
                along("evaluation", "submission_id", SUBMISSIONS, "teachers' answers, with marks and voice"),
                along("said_for_child", "work_id", WORKS, "which statements say something on the child's behalf"),
                at("work", "pupil_id", GOES, "the person's works, with all that hangs on them"),
                at("term_comment", "pupil_id", GOES, "a teacher's words for the class sheet"),
                at("team_member", "pupil_id", GOES, "membership of teams; the works of the others go on"),
                at("family_sheet", "child_id", GOES, "sheets that were printed for the family"),
                at("guardian", "child_id", GOES, "the family's links to the child"),
                at("guardian", "person_id", GOES, "a guardian's links to children"),
                at("course_group_member", "person_id", GOES, "groups of the LMS"),
                at("link_member", "person_id", GOES, "who may open an activity"),
                at("score_time", "person_id", GOES, "when a grade was sent"),
                at("membership", "person_id", GOES, "classes"),
                at("linked_identity", "person_id", GOES, "who the person is to which LMS"),
                at("restriction", "person_id", GOES, "that the data was to be left alone"),
                at(
                        "person_in_picture",
                        "person_id",
                        NAMES_NOBODY,
                        "pictures of others that show the person: somebody who never agrees is in them from now on, so they stay closed to families and to links"),
                at(
                        "evaluation",
                        "teacher_id",
                        NAMES_NOBODY,
                        "an answer belongs to the pupil; the teacher's voice goes"),
                at("term_comment", "written_by", NAMES_NOBODY, "the words belong to the pupil"),
                at("project", "created_by", NAMES_NOBODY, "the task belongs to the class"),
                at("project_template", "created_by", IS_LEFT_EMPTY, "the template belongs to the school"),
                at("family_sheet", "printed_by", NAMES_NOBODY, "a sheet belongs to the family"),
                at("guardian", "confirmed_by", NAMES_NOBODY, "that a teacher knew the family stays true"),
                at("class_of_young_children", "said_by", NAMES_NOBODY, "the age of a class stays what it is"),
                at("class_level", "said_by", NAMES_NOBODY, "the level of a class stays what it is"),
                at("moment", "recorded_by", NAMES_NOBODY, "a moment belongs to the children in it"),
                at("family_share", "shared_by", NAMES_NOBODY, "the family goes on seeing the work"),
                at("class_share", "shared_by", NAMES_NOBODY, "the class goes on seeing the work"),
                at("picture_people", "said_by", NAMES_NOBODY, "who is in a picture stays said"),
                at("work_comment", "decided_by", NAMES_NOBODY, "that a comment was let through stays so"),
                at("showcase", "approved_by", NAMES_NOBODY, "that the school approved stays so"),
                at("consent_paper", "recorded_by", NAMES_NOBODY, "a sheet belongs to the child that it is about"),
                at("consent", "ended_by", IS_LEFT_EMPTY, "that it was taken back stays so"),
                at("showcase", "ended_by", IS_LEFT_EMPTY, "that it was ended stays so"),
                at("data_request", "person_id", IS_LEFT_EMPTY, "the request stays as proof, without saying who it was"),
                at("data_request", "asked_by", IS_LEFT_EMPTY, "the same"),
                at("person", "id", GOES, "the name; last, because all else refers to it"));
    }

    /** Tables that have no column of people, and why; those that hold traces of people say how these go. */
    public static Map<String, String> others() {
        Map<String, String> others = new TreeMap<>();
        others.put("platform", "LMSes");
        others.put("deployment", "LMSes");
        others.put("course", "classes: a title, no people");
        others.put("resource_link", "activities of classes");
        others.put("course_group", "names of groups");
        others.put("course_copy", "classes");
        others.put("enrolment_report", "sizes of classes");
        others.put("line_item_claim", "who is about to make a column in a gradebook: a node");
        others.put("notice", "messages of LMSes that were taken");
        others.put("notice_subscription", "LMSes");
        others.put("login", "a launch that has begun; gone after ten minutes");
        others.put("deep_linking_request", "goes along with its visit");
        others.put("used_window_pass", "passes that were used; gone after minutes");
        others.put("launch_log", "a hash tells people apart: it is emptied by the erasure");
        others.put("outbox", "messages about the person are taken out by the erasure");
        others.put(
                "stored_file",
                "files of works and voices go with them, unless somebody else has the same; so do pictures that show the person alone");
        others.put("moment_picture", "pictures of moments; one that shows the person alone goes with its file");
        others.put("pseudonym_key", "the key of all pseudonyms");
        others.put("erased_identity", "a hash, so that a class list does not bring the person back");
        others.put(
                "audit_log", "what administrators did: a request by its number, never a name; gone after three years");
        others.put("account", "people who sign in here; an administrator closes their accounts");
        others.put("recovery_code", "of accounts");
        others.put("pending_sign_in", "of accounts; gone after minutes");
        others.put("sign_in_failures", "network addresses and names of accounts; gone after a day");
        others.put("signing_key", "our own keys");
        others.put("team", "names of teams; one without members goes");
        others.put("milestone", "steps of tasks");
        others.put("project_template_version", "what a template said; who keeps it stands beside the template");
        others.put("framework", "lists that change with regulations");
        others.put("framework_term", "lists that change with regulations");
        others.put("school_year", "calendar");
        others.put("day_off", "calendar");
        others.put("legal_clock", "terms of the law");
        others.put("consent_text", "what is asked");
        others.put("report", "reports of the programme, which name no pupil: who wrote one has an account");
        others.put("report_section", "what evaluators wrote in a report");
        others.put("report_figure", "figures of groups");
        others.put("report_wanted_figure", "the template of reports");
        others.put("report_snapshot", "locked reports: figures of groups, for ever");
        others.put("report_signature", "who signed a report, in which office: people with accounts");
        others.put("report_key", "our own keys");
        others.put("report_file", "hashes of files that were made of reports");
        others.put("report_formula", "hashes of formulas in reports");
        others.put("evaluator_visit", "what evaluators saw of figures of groups: people with accounts");
        others.put("programme_event", "incidents and milestones of the programme");
        others.put(
                "statement_file",
                "how far downloads of evaluators are; whom they asked for is not in it; gone after a week");
        others.put(
                "saved_query", "questions of evaluators; a pseudonym in one finds nothing once the person is erased");
        others.put("flyway_schema_history", "the database's own versions");
        return others;
    }

    private static PlaceOfPerson at(String table, String column, PlaceOfPerson.Fate fate, String why) {
        return new PlaceOfPerson(table, column, fate, "", why);
    }

    private static PlaceOfPerson along(String table, String column, String through, String why) {
        return new PlaceOfPerson(table, column, GOES_ALONG, through, why);
    }
}
