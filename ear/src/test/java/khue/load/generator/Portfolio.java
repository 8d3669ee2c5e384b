/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load.generator;

import java.util.UUID;

/** What the project portfolio sends: works from their opening to their final level. */
final class Portfolio {

    private static final String IMAGE = "http://activitystrea.ms/image";
    private static final String FILE = "http://activitystrea.ms/file";
    private static final String VIDEO = "http://activitystrea.ms/video";
    private static final String COLLECTION = "http://activitystrea.ms/collection";

    private static final Choice ACTIONS = Choice.weighted(26, 3, 18, 10, 3, 8, 11, 7, 4, 2, 4, 3, 1);

    private Portfolio() {}

    static void write(Draft draft, long number) {
        int project = draft.random.below(World.PROJECTS_OF_A_CLASS);
        Work work = new Work(draft, project, number, draft.world.work(draft.schoolClass, draft.pupil, project));
        switch (ACTIONS.from(draft.random)) {
            case 0 -> work.byPupil(Verb.LAUNCHED);
            case 1 -> work.byPupil(Verb.JOIN);
            case 2 -> work.artefact(IMAGE);
            case 3 -> work.artefact(FILE);
            case 4 -> work.artefact(VIDEO);
            case 5 -> work.reflection();
            case 6 -> work.byPupil(Verb.SUBMIT);
            case 7 -> work.byTeacher(Verb.COMMENTED);
            case 8 -> work.byTeacher(Verb.EVALUATED);
            case 9 -> work.byTeacher(Verb.RETURN);
            case 10 -> work.byTeacher(Verb.APPROVE);
            case 11 -> work.level();
            default -> work.guardianLooks();
        }
    }

    /** A pupil's work in a project, and what happens to it. */
    private record Work(Draft draft, int project, long number, UUID registration) {

        private String projectId() {
            return "project/" + draft.world.project(draft.schoolClass, project);
        }

        void byPupil(Verb verb) {
            draft.actor(draft.pupil());
            draft.verb(verb);
            draft.object(projectId(), Draft.PROJECT_TYPE);
            context("learner", false);
            if (verb == Verb.SUBMIT) {
                draft.extension("attempt", 1 + draft.random.below(3));
            }
            end();
        }

        void artefact(String type) {
            String id = "artefact/" + draft.world.artefact(number);
            draft.actor(draft.pupil());
            draft.verb(Verb.CREATE);
            draft.object(id, type);
            context("learner", true);
            end();
            if (type.equals(FILE) && draft.random.inTenThousand(1_000)) {
                attachment();
            }
        }

        void reflection() {
            draft.actor(draft.pupil());
            draft.verb(Verb.CREATE);
            draft.object(
                    "reflection/" + registration + "/" + (1 + draft.random.below(3)), Draft.BASE + "type/reflection");
            context("learner", true);
            end();
        }

        void byTeacher(Verb verb) {
            draft.actor(draft.teacher());
            draft.verb(verb);
            draft.object(projectId(), Draft.PROJECT_TYPE);
            if (verb == Verb.EVALUATED) {
                draft.outcome(draft.random.inTenThousand(8_500));
            }
            context("teacher", false);
            draft.extension("subject", draft.pupil());
            end();
        }

        void level() {
            boolean passed = draft.random.inTenThousand(9_000);
            draft.actor(draft.pupil());
            draft.verb(passed ? Verb.PASSED : Verb.FAILED);
            draft.object(projectId(), Draft.PROJECT_TYPE);
            draft.outcome(passed);
            context("learner", false);
            end();
        }

        void guardianLooks() {
            draft.actor(draft.world.guardianOf(draft.schoolClass, draft.pupil));
            draft.verb(draft.random.inTenThousand(8_000) ? Verb.VIEWED : Verb.SHARED);
            draft.object("showcase/" + registration, COLLECTION);
            context("guardian", false);
            draft.extension("subject", draft.pupil());
            end();
        }

        /** Opens the context up to its extensions. */
        private void context(String role, boolean withParent) {
            draft.openContext(registration);
            draft.platform();
            draft.json.put("language", "vi");
            if (role.equals("learner") && draft.isPreschool()) {
                draft.agent("instructor", draft.teacher());
            }
            if (draft.random.inTenThousand(1_000)) {
                draft.team(1 + draft.random.below(3));
            }
            draft.openContextActivities();
            if (withParent) {
                draft.contextActivity("parent", projectId(), Draft.PROJECT_TYPE);
            }
            draft.json.close();
            draft.openExtensions(role);
            draft.programme();
        }

        private void end() {
            draft.closeContext();
            draft.timestamp(20);
        }

        /** By its address: the store gets the description only. */
        private void attachment() {
            String digest = "%016x%016x%016x%016x"
                    .formatted(draft.random.next(), draft.random.next(), draft.random.next(), draft.random.next());
            draft.json.openList("attachments").open();
            draft.json.put("usageType", Draft.BASE + "attachment/work");
            draft.json.open("display").put("vi", "Bài làm").put("en", "Work").close();
            draft.json.put("contentType", "application/pdf");
            draft.json.put("length", 20_000 + draft.random.below(2_000_000));
            draft.json.put("sha2", digest);
            draft.json.put("fileUrl", Draft.BASE + "files/" + digest);
            draft.json.close().closeList();
        }
    }
}
