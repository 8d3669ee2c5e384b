/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import khue.tools.lti.members.CourseRole;
import khue.tools.lti.refusals.Case;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RolesTest {

    private static final String CONTEXT = "http://purl.imsglobal.org/vocab/lis/v2/membership#";

    @ParameterizedTest
    @ValueSource(strings = {"Instructor", "ContentDeveloper", "Administrator"})
    void letsThoseTeachWhoRunACourse(String name) {
        assertThat(CourseRole.of(Roles.of(List.of(CONTEXT + name)))).isEqualTo(CourseRole.TEACHER);
        assertThat(CourseRole.of(Roles.of(List.of(name)))).isEqualTo(CourseRole.TEACHER);
    }

    @Test
    void letsALearnerLearn() {
        assertThat(CourseRole.of(Roles.of(List.of(CONTEXT + "Learner")))).isEqualTo(CourseRole.LEARNER);
    }

    @Test
    void prefersTeachingToLearning() {
        assertThat(CourseRole.of(Roles.of(List.of(CONTEXT + "Learner", CONTEXT + "Instructor"))))
                .isEqualTo(CourseRole.TEACHER);
    }

    @ParameterizedTest
    @Case(value = 58, outcome = "the least privilege")
    @ValueSource(
            strings = {
                "http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator",
                "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Instructor",
                "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator",
                "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistant",
                "http://purl.imsglobal.org/vocab/lis/v2/membership#Mentor",
                "http://purl.imsglobal.org/vocab/lis/v2/membership#instructor",
                "http://evil.example/membership#Instructor",
                "$Membership.role",
                ""
            })
    void givesTheLeastToEverybodyElse(String role) {
        assertThat(CourseRole.of(Roles.of(List.of(role)))).isEqualTo(CourseRole.OBSERVER);
    }
}
