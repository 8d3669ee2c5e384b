/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import khue.samplelms.school.Activity;
import khue.samplelms.school.LineItem;
import khue.samplelms.temperament.Temperament;
import khue.samplelms.temperament.Trait;
import org.junit.jupiter.api.AfterEach;

/** An LMS that has no other trait than the ones that a test is about, so that it is these which make the difference. */
abstract class WithTraits {
    static final Temperament PLAIN = Temperament.MOODLE.without(Trait.values());

    /** It stands still, a little after what the tool signs. */
    final Clock clock = Clock.fixed(
            Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(20).plusMillis(100), ZoneOffset.UTC);

    final List<AutoCloseable> running = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : running) {
            one.close();
        }
    }

    SampleLms lms(Temperament temperament) throws Exception {
        SampleLms lms = SampleLms.start(options().withTemperament(temperament));
        running.add(lms);
        return lms;
    }

    Options options() {
        return Options.defaults().withClock(clock).withSigningKey(LmsTest.SIGNING_KEY);
    }

    SampleLms lms(Trait... traits) throws Exception {
        return lms(PLAIN.with(traits));
    }

    FakeTool tool(Trait... traits) throws Exception {
        return registered(lms(traits));
    }

    FakeTool registered(SampleLms lms) throws Exception {
        FakeTool tool = FakeTool.registeredAt(lms);
        running.add(tool);
        return tool;
    }

    /** A tool and an activity of it with a column. */
    FakeTool graded(Trait... traits) throws Exception {
        FakeTool tool = tool(traits);
        tool.lms
                .school()
                .save(new Activity("77", tool.clientId(), "Vườn", "", tool.launchUri(), Map.of("project", "1")));
        tool.lms.school().save(new LineItem("78", tool.clientId(), "77", "Vườn", 10, "", "", "", Map.of()));
        return tool;
    }

    static Map<String, Object> launch(FakeTool tool) {
        return launch(tool, tool.lms.school().activities().get(0));
    }

    static Map<String, Object> launch(FakeTool tool, Activity activity) {
        Visitor pupil = Visitor.signedIn(tool.lms, tool.lms.people().pupils().get(0));
        Visitor.Form login = pupil.beginLaunch(activity);
        pupil.authorize(tool.authenticationAddress(tool.authenticationRequest(login.fields())));
        return tool.lms.lastIdTokenClaims();
    }
}
