/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load.generator;

/** What the tool for creative activities sends: some events are a whole city's, most are a school's. */
final class Activities {

    private static final String EVENT = "http://activitystrea.ms/event";
    private static final String PERFORMANCE = "http://adlnet.gov/expapi/activities/performance";

    private static final Choice EVENTS = Choice.popular(World.EVENTS, 1);
    private static final Choice ACTIONS = Choice.weighted(30, 45, 12, 4, 4, 3, 2);

    private Activities() {}

    static void write(Draft draft) {
        int event = EVENTS.from(draft.random);
        switch (ACTIONS.from(draft.random)) {
            case 0 -> write(draft, event, draft.pupil(), "learner", Verb.REGISTERED, EVENT);
            case 1 -> write(draft, event, draft.pupil(), "learner", Verb.ATTENDED, EVENT);
            case 2 -> write(draft, event, draft.pupil(), "learner", Verb.PERFORMED_OFFLINE, PERFORMANCE);
            case 3 -> write(draft, event, draft.teacher(), "teacher", Verb.SUBMIT, EVENT);
            case 4 -> write(draft, event, draft.teacher(), "teacher", Verb.APPROVE, EVENT);
            case 5 -> write(draft, event, draft.teacher(), "mentor", Verb.MENTORED, EVENT);
            default -> write(draft, event, draft.pupil(), "learner", Verb.PRESENT, EVENT);
        }
    }

    private static void write(Draft draft, int event, String actor, String role, Verb verb, String type) {
        boolean hasDuration = verb == Verb.ATTENDED || verb == Verb.PERFORMED_OFFLINE;
        draft.actor(actor);
        draft.verb(verb);
        draft.object((type.equals(EVENT) ? "event/" : "performance/") + draft.world.event(event), type);
        if (hasDuration) {
            draft.json
                    .open("result")
                    .put("duration", "PT" + (35 + 5 * draft.random.below(30)) + "M")
                    .close();
        }
        draft.openContext(draft.world.participation(draft.schoolClass, draft.pupil, event));
        draft.platform();
        draft.json.put("language", "vi");
        if (hasDuration && draft.random.inTenThousand(4_000)) {
            draft.agent("instructor", draft.teacher());
        }
        draft.openContextActivities();
        draft.json.close();
        draft.openExtensions(role);
        draft.programme();
        if (hasDuration) {
            draft.extension("period-count", 1 + draft.random.below(4));
        }
        draft.closeContext();
        // Attendance is also noted where there is no network.
        draft.timestamp(draft.random.inTenThousand(500) ? 172_800 : 30);
    }
}
