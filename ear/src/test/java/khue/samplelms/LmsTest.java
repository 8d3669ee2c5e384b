/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms;

import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.util.Map;
import khue.samplelms.school.Activity;
import khue.samplelms.school.LineItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A sample LMS of its own for each test, with one correct tool connected and one graded activity from it. */
abstract class LmsTest {
    /** One for all: no test is about the key that an LMS begins with. */
    static final RSAKey SIGNING_KEY = FakeTool.newKey("of-the-lms");

    final TestClock clock = new TestClock();
    SampleLms lms;
    FakeTool tool;
    Activity activity;
    LineItem column;
    Visitor teacher;
    Visitor pupil;

    Options options() {
        return Options.defaults().withClock(clock).withSigningKey(SIGNING_KEY);
    }

    @BeforeEach
    void startAnLmsWithATool() throws IOException {
        lms = SampleLms.start(options());
        tool = FakeTool.registeredAt(lms);
        activity = new Activity(
                lms.school().nextId(),
                tool.clientId(),
                "Vườn trường em",
                "Dự án trồng rau",
                tool.launchUri() + "?project=1",
                Map.of("project", "1"));
        column = new LineItem(
                lms.school().nextId(),
                tool.clientId(),
                activity.id(),
                "Vườn trường em",
                10,
                "project-1",
                "grade",
                "",
                Map.of());
        lms.school().save(activity);
        lms.school().save(column);
        teacher = Visitor.signedIn(lms, lms.people().teacher());
        pupil = Visitor.signedIn(lms, lms.people().pupils().get(0));
    }

    @AfterEach
    void stop() {
        tool.close();
        lms.close();
    }

    /** The address of the activity's column, as a launch would tell it; {@code part} is put before the query. */
    String lineItemAddress(String part) {
        return lms.baseUrl() + "/lti/services/2/lineitems/" + column.id() + "/lineitem" + part + "?type_id="
                + tool.registered().deploymentId();
    }

    String lineItemsAddress() {
        return lms.baseUrl() + "/lti/services/2/lineitems?type_id="
                + tool.registered().deploymentId();
    }
}
