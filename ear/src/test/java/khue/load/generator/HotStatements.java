/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load.generator;

import java.time.Instant;
import khue.xapi.samples.JsonText;
import khue.xapi.samples.Randomness;

/** Statements of many pupils about the same few events, whose definitions differ from one statement to the next. */
public final class HotStatements {

    public static final int ACTIVITIES = 20;

    private static final long PLACE_OF_IDS = 0x407L << 40;
    private static final Instant TIME = Instant.parse("2026-03-26T02:00:00Z");

    private final long seed;
    private final World world;

    public HotStatements(long seed) {
        this.seed = seed;
        this.world = new World(seed);
    }

    /** A JSON array of consecutive statements, as UTF-8. */
    public byte[] batch(long first, int count) {
        JsonText json = new JsonText(count * 1024);
        json.openList();
        for (long number = first; number < first + count; number++) {
            write(number, json);
        }
        return json.closeList().bytes();
    }

    private void write(long number, JsonText json) {
        Randomness random = Randomness.at(seed, number);
        Draft draft = new Draft(
                json, random, world, TIME, random.below(World.CLASSES), random.below(World.PUPILS_OF_A_CLASS));
        json.open().put("id", Randomness.at(seed ^ PLACE_OF_IDS, number).uuid().toString());
        draft.actor(draft.pupil());
        draft.verb(Verb.ATTENDED);
        int event = random.below(ACTIVITIES);
        json.open("object").put("objectType", "Activity").put("id", Draft.BASE + "event/" + world.event(event));
        json.open("definition").put("type", "http://activitystrea.ms/event");
        json.open("name").put("vi", "Ngày hội " + event).put(random.among(LANGUAGES), "Day " + number % 7);
        json.close().close().close();
        draft.openContext(world.participation(draft.schoolClass, draft.pupil, event));
        draft.platform();
        draft.openContextActivities();
        json.close();
        draft.openExtensions("learner");
        draft.closeContext();
        draft.timestamp(30);
        json.close();
    }

    private static final String[] LANGUAGES = {"en", "fr", "de", "ja"};
}
