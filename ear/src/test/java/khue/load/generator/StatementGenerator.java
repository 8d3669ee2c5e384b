/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load.generator;

import java.time.Instant;
import java.util.UUID;
import khue.xapi.samples.JsonText;
import khue.xapi.samples.Randomness;

/**
 * The statements of a school year, each a function of the seed, its number and how many there are: any of them can be
 * made again alone, and many threads can make them without a word between them. Their mean is about 1.2 KB.
 *
 * <p>Classes, events and courses are not equally busy (Zipf), some statements refer to earlier ones, some void earlier
 * ones, some describe a file that lies elsewhere, and about a third are a Moodle's.
 */
public final class StatementGenerator {

    /** The prefix of our own IRIs. */
    public static final String BASE = "https://khue.io/xapi/";

    /** Of 10 000 statements, how many void an earlier one, and how many comment on one. */
    private static final int VOIDING = 10;

    private static final int COMMENTS_ON_A_STATEMENT = 50;

    /** How far back a statement refers. */
    private static final int RECENT = 5_000;

    private static final long PLACE_OF_IDS = 0x1D5L << 40;
    private static final long PLACE_OF_KINDS = 0xC1AL << 40;

    private static final Choice TOOLS = Choice.weighted(42, 20, 8, 30);
    private static final Choice CLASSES = Choice.popular(World.CLASSES, 60);

    private final long seed;
    private final long total;
    private final World world;
    private final SchoolYear year = new SchoolYear();

    /** @param total how many statements the school year has */
    public StatementGenerator(long seed, long total) {
        if (total < 1) {
            throw new IllegalArgumentException("a school year has at least one statement");
        }
        this.seed = seed;
        this.total = total;
        this.world = new World(seed);
    }

    public long total() {
        return total;
    }

    public UUID id(long number) {
        return Randomness.at(seed ^ PLACE_OF_IDS, number).uuid();
    }

    /** When the store receives it: later for a later number. */
    public Instant received(long number) {
        return year.at(number, total);
    }

    /** One statement, as UTF-8. */
    public byte[] statement(long number) {
        JsonText json = new JsonText(2048);
        write(number, json);
        return json.bytes();
    }

    /** A JSON array of consecutive statements, as UTF-8. */
    public byte[] batch(long first, int count) {
        JsonText json = new JsonText(count * 1536);
        json.openList();
        for (long number = first; number < first + count; number++) {
            write(number, json);
        }
        return json.closeList().bytes();
    }

    private void write(long number, JsonText json) {
        if (number < 0 || number >= total) {
            throw new IllegalArgumentException("there is no statement " + number + " of " + total);
        }
        Randomness random = Randomness.at(seed, number);
        int schoolClass = CLASSES.from(random);
        int pupil = random.below(World.PUPILS_OF_A_CLASS);
        Draft draft = new Draft(json, random, world, received(number), schoolClass, pupil);
        json.open().put("id", id(number).toString());
        if (isVoiding(number)) {
            refer(draft, Verb.VOIDED, number);
        } else if (number > 0 && random.inTenThousand(COMMENTS_ON_A_STATEMENT)) {
            refer(draft, Verb.COMMENTED, number);
        } else {
            switch (TOOLS.from(random)) {
                case 0 -> Portfolio.write(draft, number);
                case 1 -> Activities.write(draft);
                case 2 -> Training.write(draft);
                default -> Moodle.write(draft, number);
            }
        }
        json.close();
    }

    /** A statement that voids cannot be voided: whether it does must be known without writing it. */
    private boolean isVoiding(long number) {
        return number > 0 && Randomness.at(seed ^ PLACE_OF_KINDS, number).inTenThousand(VOIDING);
    }

    private void refer(Draft draft, Verb verb, long number) {
        long target;
        do {
            target = number - 1 - draft.random.below((int) Math.min(number, RECENT));
        } while (isVoiding(target));
        draft.actor(draft.teacher());
        draft.verb(verb);
        draft.statementRef(id(target));
        draft.openContext(draft.world.work(draft.schoolClass, draft.pupil, 0));
        draft.json.put("language", "vi");
        draft.openContextActivities();
        draft.json.close();
        draft.openExtensions("teacher");
        draft.closeContext();
        draft.timestamp(20);
    }
}
