/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.refusals;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import khue.tools.lti.protocol.LaunchReason;
import khue.tools.lti.protocol.RegistrationReason;

/**
 * The cases of cases.tsv that a test tries, and what comes of them; docs/reference/refusals.md is made of both. A test names reasons, or says
 * in words what happens where nothing is refused with a code.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Case {

    String PASSES = "passes";

    int[] value();

    LaunchReason[] refused() default {};

    RegistrationReason[] registrationRefused() default {};

    String outcome() default "";
}
