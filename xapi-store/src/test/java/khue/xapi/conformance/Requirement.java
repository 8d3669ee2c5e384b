/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.conformance;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The requirements of the standard that a test shows to be kept, by the numbers that ADL's conformance suite gave them.
 * requirements.tsv says what each asks for, in our words; docs/reference/conformance.md is made of both.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Requirement {

    /** For example {@code XAPI-00034}; what ADL left unnumbered has a word of ours in the number's place. */
    String[] value();
}
